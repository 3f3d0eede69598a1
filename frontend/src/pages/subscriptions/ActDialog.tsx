import type { Act, Subscription } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { DialogButtons } from "../../components/DialogButtons";
import { EffectWords } from "../../components/EffectWords";
import { Loaded } from "../../components/Loaded";
import { Outcome } from "../../components/Outcome";
import { useAct, useActPreview } from "../../resources/acts";
import { useLanguage } from "../../words/context";

interface Props {
  act: Act;
  subscription: Subscription;
  onClose: () => void;
  onDone: () => void;
}

/** Says what an act does before it is done. */
export function ActDialog({ act, subscription, onClose, onDone }: Props) {
  const { say } = useLanguage();
  const preview = useActPreview(subscription.id, act);
  const doing = useAct(subscription.id);
  const confirm = () => doing.mutate(act, { onSuccess: onDone });
  return (
    <Dialog
      title={say(`act.${act}.ask`, { product: subscription.product })}
      onClose={doing.isPending ? undefined : onClose}
    >
      <Loaded query={preview}>{(effect) => <EffectWords effect={effect} />}</Loaded>
      <Outcome error={doing.error} />
      <DialogButtons
        confirm={say(doing.error ? "retry" : `act.${act}`)}
        dismiss={say("dismiss")}
        look={act === "unsubscribe" ? "danger" : "main"}
        isReady={preview.data !== undefined}
        isBusy={doing.isPending}
        onConfirm={confirm}
        onDismiss={onClose}
      />
    </Dialog>
  );
}
