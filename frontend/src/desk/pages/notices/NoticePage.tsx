import { Link, useLocation } from "wouter";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { NoticeDetails } from "../../api/types";
import { useMay } from "../../app/may";
import { Attempts } from "../../components/Attempts";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { useNotice, useResendNotice } from "../../resources/notices";
import { type DeskLanguage, useWords } from "../../words/words";

import { NoticeBadge } from "./NoticeBadge";

/** One notice: its words, to where, and every attempt to send it. */
export function NoticePage({ id }: { id: string }) {
  const language = useWords();
  const { say } = language;
  const may = useMay();
  const query = useNotice(id);
  return (
    <Page title={query.data ? say(`notice.${query.data.kind}`) : say("notices.one")}>
      <p className="back">
        <Link href="/notices">← {say("notices.all")}</Link>
      </p>
      <Loaded query={query}>
        {(notice) => (
          <>
            <Section title={say("notices.state")} className="card">
              <p>
                <NoticeBadge notice={notice} />
              </p>
              <Facts facts={factsOf(notice, language)} />
              {may("resend_notice") && (
                <Opener label={say("notices.resend")}>
                  {(close) => <ResendDialog id={id} onClose={close} />}
                </Opener>
              )}
            </Section>
            <Section title={say("notice.text")} className="card">
              {notice.subject && <p className="preview-text">{notice.subject}</p>}
              <p className="as-written">{notice.text}</p>
            </Section>
            <Section title={say("attempts.title")} className="card">
              <Attempts
                rows={notice.log.map(({ answer, at, number, reason }) => ({
                  number,
                  at,
                  result: say(`notice.answer.${answer ?? "none"}`),
                  isGood: answer === "sent",
                  reason,
                }))}
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function factsOf(notice: NoticeDetails, { say, instant }: DeskLanguage) {
  const { account, at, channel, expires_at, language, next_attempt_at, resent_of, to } = notice;
  const first = notice.resent_of && (
    <Link key="first" href={`/notices/${resent_of}`}>
      {say("notices.first")}
    </Link>
  );
  return [
    [
      say("account.number.label"),
      <Link key="account" href={`/accounts/${account}`}>
        {account}
      </Link>,
    ],
    [say("notices.to"), `${to || say("none")}, ${say(`channel.${channel}`)}`],
    [say("notices.language"), say(`notices.language.${language}`)],
    [say("notices.at"), instant(at)],
    [say("notices.next"), next_attempt_at ? instant(next_attempt_at) : null],
    [say("notices.expires"), notice.state === "waiting" ? instant(expires_at) : null],
    [say("notices.resent_of"), first ?? null],
  ] as const;
}

function ResendDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { say } = useWords();
  const [, go] = useLocation();
  return (
    <DeedDialog
      title={say("notices.resend")}
      confirm={say("notices.resend")}
      deed={useResendNotice(id)}
      read={(form) => textOf(form, "reason")}
      onClose={onClose}
      onDone={(copy) => go(`/notices/${copy.id}`)}
    >
      <p>{say("notices.resend.effect")}</p>
      <Reason />
    </DeedDialog>
  );
}
