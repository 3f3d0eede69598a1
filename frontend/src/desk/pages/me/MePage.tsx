import { Facts } from "../../../components/Facts";
import { LanguageSwitch } from "../../../components/LanguageSwitch";
import { Note } from "../../../components/Note";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import { ThemeSwitch } from "../../../pages/settings/ThemeSwitch";
import { useMe } from "../../app/may";
import { useWords } from "../../words/words";
import { PasswordForm } from "./PasswordForm";
import { SecondFactor } from "./SecondFactor";
import { SignOut } from "./SignOut";

/** One's own matters: how to get in and out, how it looks. */
export function MePage() {
  const { say } = useWords();
  const { name, role, totp_required } = useMe();
  return (
    <Page title={say("me.title")}>
      {totp_required && <Note tone="warn">{say("me.totp.required")}</Note>}
      <Section title={say("me.who")} className="card">
        <Facts
          facts={[
            [say("me.name"), name],
            [say("me.role"), say(`role.${role}`)],
          ]}
        />
        <SignOut />
      </Section>
      <Section title={say("me.totp")} className="card">
        <SecondFactor />
      </Section>
      <Section title={say("settings.password")} className="card">
        <PasswordForm />
      </Section>
      <Section title={say("settings.look")} className="card">
        <LanguageSwitch />
        <ThemeSwitch />
      </Section>
    </Page>
  );
}
