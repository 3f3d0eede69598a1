import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { useWords } from "../words/words";
import { Secret } from "./Secret";

interface Props {
  title: string;
  secret: string;
  onClose: () => void;
  /** What there is to be told besides. */
  children?: ReactNode;
}

/** A secret that was made right now: it can be read this once. */
export function SecretTold({ title, secret, onClose, children }: Props) {
  const { say } = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{say("secret.told")}</p>
      {children}
      <Secret label={say("secret.label")} text={secret} />
      <div className="answers">
        <Button onClick={onClose}>{say("close")}</Button>
      </div>
    </Dialog>
  );
}
