import type { Invoice } from "../../api/types";
import { Facts } from "../../components/Facts";
import { useLanguage } from "../../words/context";
import { DocumentLines } from "./DocumentLines";
import { InvoiceStatus } from "./InvoiceStatus";

/** Who pays whom for what, and the tax in it. */
export function DocumentBody({ invoice }: { invoice: Invoice }) {
  const { say, day, month } = useLanguage();
  return (
    <div className="card document">
      <InvoiceStatus status={invoice.status} />
      <Facts
        facts={[
          [say("invoice.seller"), invoice.seller],
          [say("invoice.payer"), invoice.payer],
          [say("signin.account"), invoice.account],
          [say("months.month"), month(invoice.month)],
          [say("invoice.date"), invoice.issued_on ? day(invoice.issued_on) : null],
        ]}
      />
      <DocumentLines document={invoice} />
    </div>
  );
}
