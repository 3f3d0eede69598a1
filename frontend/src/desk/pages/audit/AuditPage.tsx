import { useSearchParams } from "wouter";
import { Page } from "../../../components/Page";
import { useMay } from "../../app/may";
import { beginningOf, endOf } from "../../components/dayEdges";
import { Field } from "../../components/Field";
import { Filter } from "../../components/Filter";
import { Select } from "../../components/Select";
import { useWords } from "../../words/words";
import { AuditList } from "./AuditList";
import { Chain } from "./Chain";
import { DEEDS } from "./deeds";

const NAMES = ["actor", "account"] as const;

/** What the staff has done, and that nobody has changed the records of it. */
export function AuditPage() {
  const { say } = useWords();
  const may = useMay();
  const [params] = useSearchParams();
  const said = (name: string) => params.get(name) ?? "";
  return (
    <Page title={say("audit.title")}>
      <p className="lead">{say("audit.lead")}</p>
      {may("verify_audit") && <Chain />}
      <Filter key={params.toString()} label={say("audit.search")}>
        {NAMES.map((name) => (
          <Field
            key={name}
            label={say(`audit.${name}`)}
            name={name}
            defaultValue={said(name)}
            maxLength={64}
          />
        ))}
        <Select
          label={say("audit.operation")}
          name="operation"
          defaultValue={said("operation")}
          options={[
            ["", say("deed.any")],
            ...DEEDS.map((each) => [each, say(`deed.${each}`)] as const),
          ]}
        />
        <Field label={say("from")} name="since" type="date" defaultValue={said("since")} />
        <Field label={say("until")} name="until" type="date" defaultValue={said("until")} />
      </Filter>
      <AuditList
        query={{
          actor: said("actor") || null,
          account: said("account") || null,
          operation: said("operation") || null,
          since: beginningOf(said("since")),
          until: endOf(said("until")),
        }}
      />
    </Page>
  );
}
