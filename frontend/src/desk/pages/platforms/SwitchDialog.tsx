import type { Integrator } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { useChangeIntegrator } from "../../resources/integrators";
import { useWords } from "../../words/words";

interface Props {
  platform: Integrator;
  onClose: () => void;
}

/** Admits a platform's calls, or refuses them. */
export function SwitchDialog({ platform, onClose }: Props) {
  const { say } = useWords();
  const { code, enabled, title } = platform;
  const change = useChangeIntegrator(code);
  const act = enabled ? "platform.turn_off" : "platform.turn_on";
  return (
    <DeedDialog
      title={`${say(act)}: ${title}`}
      confirm={say(act)}
      look={enabled ? "danger" : "main"}
      deed={change}
      read={(form) => ({ enabled: !enabled, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p>{say(`${act}.effect`)}</p>
      <Reason />
    </DeedDialog>
  );
}
