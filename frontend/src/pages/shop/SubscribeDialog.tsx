import type { FormEvent } from "react";
import { Refused } from "../../api/failure";
import type { Product } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { DialogButtons } from "../../components/DialogButtons";
import { EffectWords } from "../../components/EffectWords";
import { Loaded } from "../../components/Loaded";
import { Outcome } from "../../components/Outcome";
import { useSubscribe } from "../../resources/acts";
import { usePreview } from "../../resources/shop";
import { useLanguage } from "../../words/context";
import { Offer } from "./Offer";

interface Props {
  product: Product;
  onClose: () => void;
  onDone: () => void;
}

/** The offer, the consent, and what subscribing does before it is done. */
export function SubscribeDialog({ product, onClose, onDone }: Props) {
  const { say } = useLanguage();
  const preview = usePreview(product.id);
  const subscribing = useSubscribe(product.id);

  const reread = (error: unknown) => {
    if (codeOf(error) === "offer_changed") void preview.refetch();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!preview.data || subscribing.isPending) return;
    subscribing.mutate(preview.data.offer, { onSuccess: onDone, onError: reread });
  };
  return (
    <Dialog
      title={say("subscribe.ask", { product: product.title })}
      onClose={subscribing.isPending ? undefined : onClose}
    >
      <form onSubmit={submit}>
        <Loaded query={preview}>
          {({ effect, offer }) => (
            <>
              <EffectWords effect={effect} />
              <Offer key={offer.hash} offer={offer} />
            </>
          )}
        </Loaded>
        <Outcome error={subscribing.error} />
        <DialogButtons
          confirm={say(subscribing.error ? "retry" : "subscribe")}
          dismiss={say("dismiss")}
          look="main"
          isReady={preview.data !== undefined}
          isBusy={subscribing.isPending}
          onDismiss={onClose}
        />
      </form>
    </Dialog>
  );
}

function codeOf(error: unknown): string | null {
  return error instanceof Refused ? error.problem.code : null;
}
