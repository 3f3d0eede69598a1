import type { Member, Role } from "../../api/types";
import { Check } from "../../components/Check";
import { DeedDialog } from "../../components/DeedDialog";
import { isChecked, textOf } from "../../components/formData";
import { useChangeMember } from "../../resources/staff";
import { useWords } from "../../words/words";
import { RoleSelect } from "./RoleSelect";

interface Props {
  member: Member;
  onClose: () => void;
}

/** Another role, or no way in any more. */
export function ChangeDialog({ member, onClose }: Props) {
  const { say } = useWords();
  const { enabled, name, role } = member;
  const change = useChangeMember(name);
  return (
    <DeedDialog
      title={say("staff.change.ask", { name })}
      confirm={say("save")}
      deed={change}
      read={(form) => ({
        role: textOf(form, "role") as Role,
        enabled: isChecked(form, "enabled"),
      })}
      onClose={onClose}
    >
      <p>{say("staff.change.effect")}</p>
      <RoleSelect role={role} />
      <Check label={say("staff.change.enabled")} name="enabled" defaultChecked={enabled} />
    </DeedDialog>
  );
}
