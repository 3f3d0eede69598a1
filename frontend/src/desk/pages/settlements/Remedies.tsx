import type { Difference } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { useSettleDifference } from "../../resources/settlements";
import { useWords } from "../../words/words";

type Remedy = Difference["offered"][number];

interface Props {
  /** The reconciliation's. */
  id: string;
  difference: Difference;
}

/** What is offered about a difference, or how it was settled. */
export function Remedies({ id, difference }: Props) {
  const { say } = useWords();
  const may = useMay();
  const { correction_state, external_id, line, note, offered, settled_by } = difference;
  if (settled_by) {
    return (
      <>
        {say("difference.settled", { who: settled_by })}
        <span className="small">{note}</span>
        {correction_state && (
          <span className="small">{say(`correction.state.${correction_state}`)}</span>
        )}
      </>
    );
  }
  if (!may("correct_difference")) return null;
  return (
    <div className="acts">
      {offered.map((remedy) => (
        <Opener key={remedy} label={say(`remedy.${remedy}`)} about={external_id}>
          {(close) => <RemedyDialog id={id} line={line} remedy={remedy} onClose={close} />}
        </Opener>
      ))}
    </div>
  );
}

interface DialogProps {
  id: string;
  line: number;
  remedy: Remedy;
  onClose: () => void;
}

function RemedyDialog({ id, line, remedy, onClose }: DialogProps) {
  const { say } = useWords();
  const settle = useSettleDifference(id, line);
  return (
    <DeedDialog
      title={say(`remedy.${remedy}`)}
      confirm={say(`remedy.${remedy}`)}
      look={remedy === "note" ? "main" : "danger"}
      deed={settle}
      read={(form) => ({ remedy, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p>{say(`remedy.${remedy}.effect`)}</p>
      <Reason required />
    </DeedDialog>
  );
}
