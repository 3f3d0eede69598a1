import { Section } from "../../../components/Section";
import type { Charge } from "../../api/types";
import { useMay } from "../../app/may";
import { ChargeState } from "../../components/ChargeState";
import { Opener } from "../../components/Opener";
import { Paged } from "../../components/Paged";
import { type Column, Table } from "../../components/Table";
import { useCharges } from "../../resources/charges";
import { useWords } from "../../words/words";
import { ChargeDialog } from "./ChargeDialog";

/** What was charged, newest first; what came back of it is marked. */
export function Charges({ account }: { account: string }) {
  const { say, money, day } = useWords();
  const may = useMay();
  const columns: (Column<Charge> | false)[] = [
    {
      name: say("charge.what"),
      cell: (charge) => (
        <>
          {charge.text}
          <ChargeState charge={charge} />
        </>
      ),
    },
    { name: say("charge.day"), cell: ({ business_date }) => day(business_date) },
    { name: say("charge.amount"), cell: ({ amount }) => money(amount), isNumber: true },
    { name: say("charge.vat"), cell: ({ vat_amount }) => money(vat_amount), isNumber: true },
    { name: say("charge.left"), cell: ({ left }) => money(left), isNumber: true },
    may("charge") && {
      name: say("account.actions"),
      cell: ({ id, text }) => (
        <Opener label={say("charge.open")} about={text}>
          {(close) => <ChargeDialog id={id} onClose={close} />}
        </Opener>
      ),
    },
  ];
  return (
    <Section title={say("charges.title")} className="card">
      <Paged query={useCharges(account)} rowsOf={({ charges }) => charges}>
        {(rows) => (
          <Table
            caption={say("charges.title")}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            empty={say("charges.none")}
          />
        )}
      </Paged>
    </Section>
  );
}
