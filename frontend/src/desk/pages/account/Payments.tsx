import { Section } from "../../../components/Section";
import type { Payment } from "../../api/types";
import { Paged } from "../../components/Paged";
import { type Column, Table } from "../../components/Table";
import { usePayments } from "../../resources/payments";
import { useWords } from "../../words/words";

/** Money that came in, newest first. */
export function Payments({ account }: { account: string }) {
  const { say, money, instant } = useWords();
  const columns: Column<Payment>[] = [
    { name: say("payment.document"), cell: ({ document }) => document },
    { name: say("payment.received"), cell: ({ received_at }) => instant(received_at) },
    { name: say("payment.text"), cell: ({ text }) => text },
    { name: say("charge.amount"), cell: ({ amount }) => money(amount), isNumber: true },
  ];
  return (
    <Section title={say("payments.title")} className="card">
      <Paged query={usePayments(account)} rowsOf={({ payments }) => payments}>
        {(rows) => (
          <Table
            caption={say("payments.title")}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            empty={say("payments.none")}
          />
        )}
      </Paged>
    </Section>
  );
}
