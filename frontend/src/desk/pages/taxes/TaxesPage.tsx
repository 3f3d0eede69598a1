import { Badge } from "../../../components/Badge";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import type { TaxRate } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { sumOf, textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { type Column, Table } from "../../components/Table";
import { useSetTaxRate, useTaxRates } from "../../resources/catalogue";
import { useWords } from "../../words/words";

/** The standard VAT rate by date. */
export function TaxesPage() {
  const { say, day, percent } = useWords();
  const may = useMay();
  const columns: Column<TaxRate>[] = [
    {
      name: say("tax.from"),
      cell: ({ in_force, valid_from }) => (
        <>
          {day(valid_from)}{" "}
          {in_force && (
            <Badge tone="good" icon="check">
              {say("template.in_force")}
            </Badge>
          )}
        </>
      ),
    },
    { name: say("tax.rate"), cell: ({ rate }) => percent(rate), isNumber: true },
  ];
  return (
    <Page title={say("taxes.title")}>
      <p className="lead">{say("taxes.lead")}</p>
      <Loaded query={useTaxRates()}>
        {({ rates }) => (
          <Table
            caption={say("taxes.title")}
            columns={columns}
            rows={rates}
            keyOf={({ valid_from }) => valid_from}
            empty={say("taxes.none")}
          />
        )}
      </Loaded>
      {may("set_tax_rate") && (
        <p className="further">
          <Opener label={say("tax.add")}>{(close) => <RateDialog onClose={close} />}</Opener>
        </p>
      )}
    </Page>
  );
}

function RateDialog({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const set = useSetTaxRate();
  return (
    <DeedDialog
      title={say("tax.add")}
      confirm={say("tax.add")}
      deed={set}
      read={(form) => ({
        rate: sumOf(form, "rate"),
        valid_from: textOf(form, "valid_from"),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
    >
      <p>{say("tax.effect")}</p>
      <div className="beside">
        <Field
          label={say("tax.rate")}
          name="rate"
          required
          inputMode="decimal"
          pattern="\s*[0-9]{1,3}([.,][0-9]{1,2})?\s*"
        />
        <Field label={say("tax.from")} name="valid_from" type="date" required />
      </div>
      <Reason />
    </DeedDialog>
  );
}
