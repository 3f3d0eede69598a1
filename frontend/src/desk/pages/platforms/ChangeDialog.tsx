import type { ReactNode } from "react";
import type { IntegratorChange } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { useChangeIntegrator } from "../../resources/integrators";
import { useWords } from "../../words/words";

interface Props {
  title: string;
  code: string;
  read: (form: FormData) => IntegratorChange;
  onClose: () => void;
  children: ReactNode;
}

/** Changes one part of a platform's set-up; every process follows within about a second. */
export function ChangeDialog({ title, code, read, onClose, children }: Props) {
  const { say } = useWords();
  const change = useChangeIntegrator(code);
  return (
    <DeedDialog
      title={title}
      confirm={say("save")}
      deed={change}
      read={(form) => ({ ...read(form), reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      {children}
      <Reason />
    </DeedDialog>
  );
}
