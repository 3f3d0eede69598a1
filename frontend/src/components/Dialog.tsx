import { type ReactNode, type SyntheticEvent, useId, useLayoutEffect, useRef } from "react";

interface Props {
  title: string;
  /** Escape; without it the dialog stays. */
  onClose?: (() => void) | undefined;
  className?: string;
  children: ReactNode;
}

/** A native modal dialog, open as long as it is there. Closing gives the focus back. */
export function Dialog({ title, onClose, className, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  const cancel = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose?.();
  };
  const closed = () => {
    const shown = dialog.current;
    if (!shown || shown.open) return;
    if (onClose) onClose();
    else shown.showModal(); // a browser's second Escape does not ask
  };
  const events = { onCancel: cancel, onClose: closed };
  return (
    <dialog ref={dialog} aria-labelledby={id} className={className} {...events}>
      <div className="sheet">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
