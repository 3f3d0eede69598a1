import { type ComponentProps, type ReactNode, useState } from "react";
import { Button } from "../../components/Button";

interface Props extends Omit<ComponentProps<typeof Button>, "children" | "onClick"> {
  label: string;
  /** The dialog; it is given how to close it. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a dialog. */
export function Opener({ label, children, ...button }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && children(() => setOpen(false))}
    </>
  );
}
