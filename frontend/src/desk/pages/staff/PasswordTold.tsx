import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { NewMember } from "../../api/types";
import { Secret } from "../../components/Secret";
import { useWords } from "../../words/words";

interface Props {
  member: NewMember;
  onClose: () => void;
}

/** A password that is shown once. */
export function PasswordTold({ member, onClose }: Props) {
  const { say } = useWords();
  return (
    <Dialog title={say("staff.password", { name: member.name })} onClose={onClose}>
      <p>{say("staff.password.told")}</p>
      <Secret label={say("signin.password")} text={member.password} />
      <div className="answers">
        <Button onClick={onClose}>{say("close")}</Button>
      </div>
    </Dialog>
  );
}
