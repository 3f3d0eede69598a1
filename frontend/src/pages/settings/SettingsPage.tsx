import { Link } from "wouter";
import { LanguageSwitch } from "../../components/LanguageSwitch";
import { Page } from "../../components/Page";
import { Section } from "../../components/Section";
import { useLanguage } from "../../words/context";
import { Portals } from "../portals/Portals";
import { PasswordForm } from "./PasswordForm";
import { ProfileFacts } from "./ProfileFacts";
import { SignOut } from "./SignOut";
import { ThemeSwitch } from "./ThemeSwitch";

/** The account's own matters: who it is, how it looks, how to get in and out. */
export function SettingsPage() {
  const { say } = useLanguage();
  return (
    <Page title={say("settings.title")}>
      <Section title={say("settings.account")} className="card">
        <ProfileFacts />
      </Section>
      <Section title={say("settings.notices")} className="card">
        <p className="lead">{say("settings.notices.lead")}</p>
        <Link href="/settings/notices" className="button quiet">
          {say("settings.notices.go")}
        </Link>
      </Section>
      <Section title={say("portals.title")} className="card">
        <Portals />
      </Section>
      <Section title={say("settings.look")} className="card">
        <LanguageSwitch />
        <ThemeSwitch />
      </Section>
      <Section title={say("settings.password")} className="card">
        <PasswordForm />
      </Section>
      <Section title={say("settings.session")} className="card">
        <SignOut />
      </Section>
    </Page>
  );
}
