import { Dialog } from "../../../components/Dialog";
import { useWords } from "../../words/words";
import { SignInForm } from "./SignInForm";

/** The session is over: the page waits, unseen, until whoever had it is back. */
export function SessionOver({ name }: { name: string }) {
  const { say } = useWords();
  return (
    <Dialog title={say("signin.over")} className="curtain">
      <p>{say("signin.over.lead")}</p>
      <SignInForm formerly={name} />
    </Dialog>
  );
}
