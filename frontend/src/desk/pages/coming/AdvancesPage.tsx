import { Link, useSearchParams } from "wouter";
import { Page } from "../../../components/Page";
import { AdvanceStatus } from "../../../pages/invoices/AdvanceStatus";
import type { AdvanceInvoice } from "../../api/types";
import { Field } from "../../components/Field";
import { Filter } from "../../components/Filter";
import { Paged } from "../../components/Paged";
import { Select } from "../../components/Select";
import { type Column, Table } from "../../components/Table";
import { useAdvanceInvoices } from "../../resources/coming";
import { useWords } from "../../words/words";
import { oneOf } from "../notices/kinds";

const STATES = ["open", "settled", "replaced", "voided"] as const;

/** What subscribers were asked for before their debits, newest first. */
export function AdvancesPage() {
  const { say } = useWords();
  const [params] = useSearchParams();
  const said = (name: string) => params.get(name) ?? "";
  return (
    <Page title={say("advances.title")}>
      <Filter key={params.toString()} label={say("advances.search")}>
        <Field
          label={say("account.number.label")}
          name="account"
          defaultValue={said("account")}
          maxLength={32}
        />
        <Select
          label={say("invoice.status")}
          name="state"
          defaultValue={said("state")}
          options={[
            ["", say("any")],
            ...STATES.map((each) => [each, say(`advance.${each}`)] as const),
          ]}
        />
      </Filter>
      <List account={said("account") || null} state={oneOf(STATES, said("state"))} />
    </Page>
  );
}

type Asked = Parameters<typeof useAdvanceInvoices>[0];

function List(query: Asked) {
  const { say, day, money } = useWords();
  const columns: Column<AdvanceInvoice>[] = [
    {
      name: say("invoice.number"),
      cell: ({ id, number }) => <Link href={`/advance-invoices/${id}`}>{number}</Link>,
    },
    {
      name: say("account.number.label"),
      cell: ({ account }) => <Link href={`/accounts/${account}`}>{account}</Link>,
    },
    { name: say("advance.on"), cell: ({ on }) => day(on) },
    { name: say("invoice.status"), cell: (each) => <AdvanceStatus invoice={each} /> },
    { name: say("invoice.date"), cell: ({ issued_on }) => day(issued_on) },
    { name: say("advance.total"), cell: ({ total }) => money(total), isNumber: true },
    { name: say("advance.payable"), cell: ({ payable }) => money(payable), isNumber: true },
  ];
  return (
    <Paged query={useAdvanceInvoices(query)} rowsOf={(page) => page.advance_invoices}>
      {(rows) => (
        <Table
          caption={say("advances.title")}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          empty={say("advances.nobody")}
        />
      )}
    </Paged>
  );
}
