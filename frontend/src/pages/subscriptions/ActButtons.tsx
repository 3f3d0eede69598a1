import { useState } from "react";
import type { Act, Subscription } from "../../api/types";
import { Button } from "../../components/Button";
import { useIsBundled } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { ActDialog } from "./ActDialog";

interface Props {
  subscription: Subscription;
  /** Called when an act is done: its button may be gone by then. */
  onDone: () => void;
}

/** What can be done with a subscription now; each act is confirmed in a dialog. */
export function ActButtons({ subscription, onDone }: Props) {
  const { say } = useLanguage();
  const [asked, setAsked] = useState<Act | null>(null);
  const isBundled = useIsBundled(subscription);
  const acts = subscription.acts.filter((act) => !isBundled || act !== "unsubscribe");
  if (acts.length === 0 && asked === null) {
    return isBundled && <p className="small">{say("card.bundled")}</p>;
  }
  const close = () => setAsked(null);
  return (
    <div className="acts">
      {acts.map((act) => (
        <Button key={act} about={subscription.product} onClick={() => setAsked(act)}>
          {say(`act.${act}`)}
        </Button>
      ))}
      {asked && (
        <ActDialog
          act={asked}
          subscription={subscription}
          onClose={close}
          onDone={() => {
            close();
            setTimeout(onDone);
          }}
        />
      )}
    </div>
  );
}
