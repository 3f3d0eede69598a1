import type { ReportDescription } from "../../api/types";
import { Field } from "../../components/Field";
import { Filter } from "../../components/Filter";
import { MonthField } from "../../components/MonthField";
import { OwnerSelect } from "../../components/OwnerSelect";
import { useWords } from "../../words/words";

interface Props {
  description: ReportDescription;
  params: URLSearchParams;
}

/** What a report can be asked for; only that. */
export function ReportFields({ description, params }: Props) {
  const { say } = useWords();
  const { needs, span, takes } = description;
  const said = (name: string) => params.get(name) ?? "";
  return (
    <Filter label={say("report.ask")} confirm={say("report.show")}>
      {span === "point" && (
        <Field label={say("report.on")} name="on" type="date" defaultValue={said("on")} />
      )}
      {span === "days" && (
        <>
          <Field label={say("report.from")} name="from" type="date" defaultValue={said("from")} />
          <Field label={say("report.to")} name="to" type="date" defaultValue={said("to")} />
        </>
      )}
      {span === "months" && (
        <>
          <MonthField
            label={say("report.from_month")}
            name="from"
            hint={undefined}
            placeholder="2026-05"
            defaultValue={said("from")}
          />
          <MonthField
            label={say("report.to_month")}
            name="to"
            hint={undefined}
            placeholder="2026-05"
            defaultValue={said("to")}
          />
        </>
      )}
      {takes.includes("integrator") && (
        <OwnerSelect
          label={say("report.integrator")}
          name="integrator"
          defaultValue={said("integrator")}
          any={say(needs.includes("integrator") ? "settlements.choose" : "report.integrator.any")}
        />
      )}
      {takes.includes("product") && (
        <Field
          label={say("report.product")}
          name="product"
          defaultValue={said("product")}
          maxLength={200}
        />
      )}
      {takes.includes("account") && (
        <Field
          label={say("report.account")}
          name="account"
          defaultValue={said("account")}
          maxLength={32}
          pattern="[0-9A-Za-z._\-]+"
        />
      )}
      <Field
        label={say("report.as_of")}
        name="as_of"
        type="datetime-local"
        defaultValue={said("as_of")}
      />
    </Filter>
  );
}
