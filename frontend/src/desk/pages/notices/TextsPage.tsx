import { Link } from "wouter";
import { Badge } from "../../../components/Badge";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { NoticeText } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { type Column, Table } from "../../components/Table";
import { useNoticeSettings, useNoticeTexts } from "../../resources/notices";
import { useWords } from "../../words/words";
import { Switches } from "./Switches";
import { TestDialog } from "./TestDialog";

/** How subscribers are told: by what, of what, in which words. */
export function TextsPage() {
  const { say } = useWords();
  const may = useMay();
  const settings = useNoticeSettings();
  return (
    <Page title={say("texts.title")}>
      <p className="back">
        <Link href="/notices">← {say("notices.all")}</Link>
      </p>
      <Section title={say("switches.title")} className="card">
        <Loaded query={settings}>
          {(found) => <Switches key={JSON.stringify(found)} settings={found} />}
        </Loaded>
        {may("send_test_notice") && (
          <p className="further">
            <Opener label={say("test_notice.title")}>
              {(close) => <TestDialog onClose={close} />}
            </Opener>
          </p>
        )}
      </Section>
      <Section title={say("texts.list")} className="card">
        <Texts />
      </Section>
    </Page>
  );
}

function Texts() {
  const { say, number } = useWords();
  const columns: Column<NoticeText>[] = [
    {
      name: say("notices.kind"),
      cell: ({ channel, kind, language }) => (
        <Link href={`/notice-templates/${kind}/${channel}/${language}`}>
          {`${say(`notice.${kind}`)}, ${say(`texts.in.${language}`)}`}
        </Link>
      ),
    },
    { name: say("notices.channel"), cell: ({ channel }) => say(`channel.${channel}`) },
    {
      name: say("texts.whose"),
      cell: ({ built_in }) =>
        built_in ? (
          say("texts.built_in")
        ) : (
          <Badge tone="info" icon="paper">
            {say("texts.own")}
          </Badge>
        ),
    },
    { name: say("texts.versions"), cell: ({ versions }) => number(versions), isNumber: true },
  ];
  return (
    <Loaded query={useNoticeTexts()}>
      {({ templates }) => (
        <Table
          caption={say("texts.list")}
          columns={columns}
          rows={templates}
          keyOf={({ channel, kind, language }) => `${kind} ${channel} ${language}`}
          empty={say("templates.none")}
        />
      )}
    </Loaded>
  );
}
