import { announce } from "../../../app/announce";
import type { Correction } from "../../api/types";
import { useMay, useMe } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { useConfirmCorrection, useRejectCorrection } from "../../resources/charges";
import { useWords } from "../../words/words";

/** Yes or no to a correction that somebody else has asked for. */
export function Decide({ correction }: { correction: Correction }) {
  const { say } = useWords();
  const may = useMay();
  const me = useMe();
  const { account, requested_by, state } = correction;
  if (state !== "pending") return null;
  const isOwn = requested_by === me.name;
  return (
    <div className="acts">
      {isOwn && <span className="small">{say("correction.own")}</span>}
      {may("confirm_correction") && !isOwn && (
        <Opener label={say("correction.confirm")} look="main" about={account}>
          {(close) => <ConfirmDialog correction={correction} onClose={close} />}
        </Opener>
      )}
      {may("reject_correction") && (
        <Opener label={say("correction.reject")} about={account}>
          {(close) => <RejectDialog correction={correction} onClose={close} />}
        </Opener>
      )}
    </div>
  );
}

interface Props {
  correction: Correction;
  onClose: () => void;
}

function ConfirmDialog({ correction, onClose }: Props) {
  const { say, money } = useWords();
  const { account, amount, charge, id, reason, requested_by } = correction;
  const confirm = useConfirmCorrection(id);
  const sum = money(amount);
  return (
    <DeedDialog
      title={say("correction.confirm.ask", { sum, account })}
      confirm={say("correction.confirm")}
      deed={confirm}
      read={() => undefined}
      onClose={onClose}
      onDone={({ state }) => {
        announce(`${say(`correction.state.${state}`)}: ${sum}`);
        onClose();
      }}
    >
      <p>{say("correction.confirm.effect", { charge, who: requested_by, why: reason })}</p>
    </DeedDialog>
  );
}

function RejectDialog({ correction, onClose }: Props) {
  const { say, money } = useWords();
  const reject = useRejectCorrection(correction.id);
  return (
    <DeedDialog
      title={say("correction.reject.ask", { sum: money(correction.amount) })}
      confirm={say("correction.reject")}
      look="danger"
      deed={reject}
      read={(form) => textOf(form, "reason")}
      onClose={onClose}
    >
      <p>{say("correction.reject.effect")}</p>
      <Reason required />
    </DeedDialog>
  );
}
