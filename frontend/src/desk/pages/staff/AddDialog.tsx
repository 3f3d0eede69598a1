import type { NewMember, Role } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { useAddMember } from "../../resources/staff";
import { useWords } from "../../words/words";
import { RoleSelect } from "./RoleSelect";

interface Props {
  onClose: () => void;
  onMade: (member: NewMember) => void;
}

/** Somebody to appoint. */
export function AddDialog({ onClose, onMade }: Props) {
  const { say } = useWords();
  const add = useAddMember();
  return (
    <DeedDialog
      title={say("staff.add")}
      confirm={say("staff.add")}
      deed={add}
      read={(form) => ({ name: textOf(form, "name"), role: textOf(form, "role") as Role })}
      onClose={onClose}
      onDone={(member) => {
        onClose();
        onMade(member);
      }}
    >
      <Field
        label={say("me.name")}
        name="name"
        hint={say("staff.name.hint")}
        required
        pattern="[a-z][a-z0-9._\-]{1,31}"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <RoleSelect />
    </DeedDialog>
  );
}
