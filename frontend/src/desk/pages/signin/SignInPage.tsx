import { LanguageSwitch } from "../../../components/LanguageSwitch";
import { Page } from "../../../components/Page";
import { useWords } from "../../words/words";
import { SignInForm } from "./SignInForm";

/** The door. The address stays, so that signing in leads to the page that was asked for. */
export function SignInPage() {
  const { say } = useWords();
  return (
    <main className="door">
      <div className="card">
        <p className="brand">
          <span className="brand-mark" aria-hidden="true" />
          {say("brand")}
        </p>
        <Page title={say("signin.title")}>
          <p className="lead">{say("signin.lead")}</p>
          <SignInForm />
        </Page>
      </div>
      <LanguageSwitch />
    </main>
  );
}
