import type { NewMember } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { useResetPassword } from "../../resources/staff";
import { useWords } from "../../words/words";

interface Props {
  name: string;
  onClose: () => void;
  onMade: (member: NewMember) => void;
}

/** A new password for somebody who has lost theirs, or the telephone with the second factor. */
export function ResetDialog({ name, onClose, onMade }: Props) {
  const { say } = useWords();
  const reset = useResetPassword(name);
  return (
    <DeedDialog
      title={say("staff.reset.ask", { name })}
      confirm={say("staff.reset")}
      look="danger"
      deed={reset}
      read={() => undefined}
      onClose={onClose}
      onDone={(member) => {
        onClose();
        onMade(member);
      }}
    >
      <p>{say("staff.reset.effect")}</p>
    </DeedDialog>
  );
}
