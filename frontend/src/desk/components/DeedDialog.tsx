import type { FormEvent, ReactNode } from "react";
import { announce } from "../../app/announce";
import { Dialog } from "../../components/Dialog";
import { DialogButtons } from "../../components/DialogButtons";
import type { Deed } from "../resources/deed";
import { useWords } from "../words/words";
import { Fault } from "./Fault";

interface Props<Wish, Result> {
  title: string;
  /** What the button says, which is what is done. */
  confirm: string;
  look?: "main" | "danger";
  deed: Deed<Wish, Result>;
  read: (form: FormData) => Wish;
  isReady?: boolean;
  onClose: () => void;
  /** By default it closes and says that it is done. */
  onDone?: ((result: Result) => void) | undefined;
  className?: string;
  children: ReactNode;
}

/** Says what a deed does, asks for what it needs, and does it. */
export function DeedDialog<Wish, Result>(props: Props<Wish, Result>) {
  const { title, confirm, look = "main", deed, isReady = true, onClose, children } = props;
  const { say } = useWords();
  const finish = () => {
    announce(say("done.saved"));
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (deed.isPending || !isReady) return;
    const wish = props.read(new FormData(event.currentTarget));
    deed.mutate(wish, { onSuccess: props.onDone ?? finish });
  };
  return (
    <Dialog
      title={title}
      onClose={deed.isPending ? undefined : onClose}
      className={props.className ?? ""}
    >
      <form onSubmit={submit}>
        {children}
        <Fault error={deed.error} />
        <DialogButtons
          confirm={deed.error ? say("retry") : confirm}
          dismiss={say("dismiss")}
          look={look}
          isReady={isReady}
          isBusy={deed.isPending}
          onDismiss={onClose}
        />
      </form>
    </Dialog>
  );
}
