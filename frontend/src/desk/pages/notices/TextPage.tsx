import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { NoticeTextDetails } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { type Column, Table } from "../../components/Table";
import { useNoticeText, useResetNoticeText } from "../../resources/notices";
import { useWords } from "../../words/words";
import { NowherePage } from "../NowherePage";
import { CHANNELS, KINDS, LANGUAGES, oneOf } from "./kinds";
import { TextEditor } from "./TextEditor";

interface Props {
  kind: string;
  channel: string;
  language: string;
}

/** A text by the words of its address. */
export function TextPage(props: Props) {
  const kind = oneOf(KINDS, props.kind);
  const channel = oneOf(CHANNELS, props.channel);
  const language = oneOf(LANGUAGES, props.language);
  if (!kind || !channel || !language) return <NowherePage />;
  return <KnownText kind={kind} channel={channel} language={language} />;
}

type Key = Pick<NoticeTextDetails, "kind" | "channel" | "language">;

/** A notice's text: what holds, another one with how it would be read, what it was. */
function KnownText({ kind, channel, language }: Key) {
  const { say } = useWords();
  const may = useMay();
  const query = useNoticeText({ kind, channel, language, reason: "" });
  const title = `${say(`notice.${kind}`)}: ${say(`channel.${channel}`)}, ${say(`texts.in.${language}`)}`;
  return (
    <Page title={title}>
      <p className="back">
        <Link href="/notice-templates">← {say("texts.title")}</Link>
      </p>
      <Loaded query={query}>
        {(text) => (
          <>
            <Section title={say("texts.edit")} className="card">
              <p className="lead">{say("texts.edit.lead")}</p>
              <TextEditor key={`${text.subject} ${text.text}`} text={text} />
              {!text.built_in && may("reset_notice_template") && (
                <p className="further">
                  <Opener label={say("texts.reset")}>
                    {(close) => <ResetDialog text={text} onClose={close} />}
                  </Opener>
                </p>
              )}
            </Section>
            <Versions text={text} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ResetDialog({ text, onClose }: { text: NoticeTextDetails; onClose: () => void }) {
  const { say } = useWords();
  const { kind, channel, language } = text;
  return (
    <DeedDialog
      title={say("texts.reset")}
      confirm={say("texts.reset")}
      deed={useResetNoticeText()}
      read={(form) => ({ kind, channel, language, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p>{say("texts.reset.effect")}</p>
      {text.default_subject && <p className="preview-text">{text.default_subject}</p>}
      <p className="as-written">{text.default_text}</p>
      <Reason />
    </DeedDialog>
  );
}

function Versions({ text }: { text: NoticeTextDetails }) {
  const { say, instant } = useWords();
  const columns: Column<NoticeTextDetails["versions"][number]>[] = [
    { name: say("offer.version"), cell: ({ version }) => version },
    { name: say("texts.at"), cell: ({ at }) => instant(at) },
    { name: say("texts.by"), cell: ({ by }) => by },
    {
      name: say("notice.text"),
      cell: (each) =>
        each.built_in ? (
          say("texts.built_in")
        ) : (
          <>
            {each.subject && <strong>{each.subject}</strong>}
            <span className="as-written">{each.text}</span>
          </>
        ),
    },
  ];
  return (
    <Section title={say("template.versions")} className="card">
      <Table
        caption={say("template.versions")}
        columns={columns}
        rows={text.versions.toReversed()}
        keyOf={({ version }) => version}
        empty={say("texts.never")}
      />
    </Section>
  );
}
