import { Dialog } from "../../components/Dialog";
import { useLanguage } from "../../words/context";
import { SignInForm } from "./SignInForm";

/** The session is over: the page waits, unseen, until its subscriber is back. */
export function SessionOver({ account }: { account: string }) {
  const { say } = useLanguage();
  return (
    <Dialog title={say("signin.over")} className="curtain">
      <p>{say("signin.over.lead")}</p>
      <SignInForm formerly={account} />
    </Dialog>
  );
}
