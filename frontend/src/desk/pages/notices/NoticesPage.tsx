import { Link, useSearchParams } from "wouter";
import { Page } from "../../../components/Page";
import { useMay } from "../../app/may";
import { beginningOf, endOf } from "../../components/dayEdges";
import { Field } from "../../components/Field";
import { Filter } from "../../components/Filter";
import { Select } from "../../components/Select";
import { useWords } from "../../words/words";
import { CHANNELS, KINDS, oneOf } from "./kinds";
import { NoticeList } from "./NoticeList";

const STATES = ["waiting", "sent", "failed", "expired", "suppressed"] as const;

/** What subscribers were told, and what became of it. */
export function NoticesPage() {
  const { say } = useWords();
  const may = useMay();
  const [params] = useSearchParams();
  const said = (name: string) => params.get(name) ?? "";
  const any = ["", say("any")] as const;
  return (
    <Page title={say("notices.title")}>
      <p className="lead">{say("notices.lead")}</p>
      {may("notice_templates") && (
        <p className="further">
          <Link href="/notice-templates">{say("texts.title")}</Link>
        </p>
      )}
      <Filter key={params.toString()} label={say("notices.search")}>
        <Field
          label={say("account.number.label")}
          name="account"
          defaultValue={said("account")}
          maxLength={32}
        />
        <Select
          label={say("notices.kind")}
          name="kind"
          defaultValue={said("kind")}
          options={[any, ...KINDS.map((each) => [each, say(`notice.${each}`)] as const)]}
        />
        <Select
          label={say("notices.channel")}
          name="channel"
          defaultValue={said("channel")}
          options={[any, ...CHANNELS.map((each) => [each, say(`channel.${each}`)] as const)]}
        />
        <Select
          label={say("notices.state")}
          name="state"
          defaultValue={said("state")}
          options={[any, ...STATES.map((each) => [each, say(`notice.state.${each}`)] as const)]}
        />
        <Field label={say("from")} name="since" type="date" defaultValue={said("since")} />
        <Field label={say("until")} name="until" type="date" defaultValue={said("until")} />
      </Filter>
      <NoticeList
        query={{
          account: said("account") || null,
          kind: oneOf(KINDS, said("kind")),
          channel: oneOf(CHANNELS, said("channel")),
          state: oneOf(STATES, said("state")),
          since: beginningOf(said("since")),
          until: endOf(said("until")),
        }}
      />
    </Page>
  );
}
