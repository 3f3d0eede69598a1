import { Dialog } from "../../../components/Dialog";
import { DialogButtons } from "../../../components/DialogButtons";
import type { ImportWish } from "../../resources/imports";
import { useWords } from "../../words/words";

interface Props {
  wish: ImportWish;
  /** How many rows are new, as the check has found. */
  created: number;
  onLoad: () => void;
  onClose: () => void;
}

/** Says what importing the checked file does. */
export function LoadDialog({ wish, created, onLoad, onClose }: Props) {
  const { say, number } = useWords();
  return (
    <Dialog title={say("imports.load.ask", { file: wish.file.name })} onClose={onClose}>
      <p>{say(`imports.load.effect.${wish.kind}`, { created: number(created) })}</p>
      <DialogButtons
        confirm={say("imports.load")}
        dismiss={say("dismiss")}
        look="main"
        isReady
        isBusy={false}
        onConfirm={onLoad}
        onDismiss={onClose}
      />
    </Dialog>
  );
}
