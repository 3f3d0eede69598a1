import { Link } from "wouter";
import { Loaded } from "../../components/Loaded";
import { Page } from "../../components/Page";
import { Section } from "../../components/Section";
import { useNoticeSettings } from "../../resources/notices";
import { useLanguage } from "../../words/context";
import { Addresses } from "./Addresses";
import { NoticeForm } from "./NoticeForm";
import { SentNotices } from "./SentNotices";

/** What the subscriber is told without asking: where, of what, when, and what was told. */
export function NoticesPage() {
  const { say } = useLanguage();
  return (
    <Page title={say("notices.title")}>
      <p className="back">
        <Link href="/settings">← {say("settings.title")}</Link>
      </p>
      <Loaded query={useNoticeSettings()}>
        {(settings) => (
          <>
            <Section title={say("notices.where")} className="card">
              <Addresses settings={settings} />
            </Section>
            <Section title={say("notices.what")} className="card">
              <NoticeForm settings={settings} />
            </Section>
          </>
        )}
      </Loaded>
      <Section title={say("notices.sent")}>
        <SentNotices />
      </Section>
    </Page>
  );
}
