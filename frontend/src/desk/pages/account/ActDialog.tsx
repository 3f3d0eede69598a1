import { useState } from "react";
import { EffectWords } from "../../../components/EffectWords";
import { Loaded } from "../../../components/Loaded";
import type { Subscription } from "../../api/types";
import { Check } from "../../components/Check";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { type ActWish, useAct, useActPreview } from "../../resources/subscriptions";
import { useWords } from "../../words/words";

interface Props {
  account: string;
  subscription: Subscription;
  act: Subscription["acts"][number];
  onClose: () => void;
}

/** Says what an act for a subscriber does before it is done. */
export function ActDialog({ account, subscription, act, onClose }: Props) {
  const { say } = useWords();
  const { charged_by, id, product } = subscription;
  const [wish, setWish] = useState<ActWish>({ act });
  const preview = useActPreview(account, id, wish);
  const doing = useAct(account, id);
  return (
    <DeedDialog
      title={say(`act.${act}.ask`, { product })}
      confirm={say(`act.${act}`)}
      look={act === "unsubscribe" ? "danger" : "main"}
      deed={doing}
      isReady={preview.data !== undefined}
      read={(form) => ({ ...wish, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p className="small">{say("subscription.on_behalf")}</p>
      {act === "unsubscribe" && charged_by === "billing" && (
        <HowToEnd wish={wish} onChoose={setWish} />
      )}
      <Loaded query={preview}>{(effect) => <EffectWords effect={effect} />}</Loaded>
      <Reason required />
    </DeedDialog>
  );
}

interface HowProps {
  wish: ActWish;
  onChoose: (wish: ActWish) => void;
}

/** At the end of what is paid, or at once, and then with money back or without. */
function HowToEnd({ wish, onChoose }: HowProps) {
  const { say } = useWords();
  const end = (immediately: boolean, isRefunded: boolean) =>
    onChoose({ act: wish.act, immediately, refund: isRefunded ? "remaining_days" : "none" });
  const isRefunded = wish.refund === "remaining_days";
  return (
    <div>
      <Check
        label={say("subscription.immediately")}
        name="immediately"
        checked={wish.immediately ?? false}
        onChange={(event) => end(event.target.checked, false)}
      />
      {wish.immediately && (
        <Check
          label={say("subscription.refund")}
          name="refund"
          checked={isRefunded}
          onChange={(event) => end(true, event.target.checked)}
        />
      )}
    </div>
  );
}
