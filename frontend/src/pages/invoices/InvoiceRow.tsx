import { Link } from "wouter";
import { addressOf } from "../../api/client";
import type { InvoiceSummary } from "../../api/types";
import { useLanguage } from "../../words/context";
import { InvoiceStatus } from "./InvoiceStatus";
import { invoiceName } from "./invoiceName";

/** A document in the list: its page, its PDF. */
export function InvoiceRow({ invoice }: { invoice: InvoiceSummary }) {
  const language = useLanguage();
  const { say, day, money, month } = language;
  const { id, issued_on, pdf, total } = invoice;
  const name = invoiceName(invoice, language);
  return (
    <li>
      <div>
        <p>
          <Link href={id ? `/invoices/${id}` : `/drafts/${invoice.month}`}>{name}</Link>
        </p>
        <p className="small">
          {month(invoice.month)}
          {issued_on && ` · ${say("invoice.issued", { day: day(issued_on) })}`}
        </p>
        <InvoiceStatus status={invoice.status} />
      </div>
      <div>
        <p className="sum">{money(total)}</p>
        <a
          href={addressOf(pdf)}
          target="_blank"
          rel="noopener"
          className="button quiet"
          aria-label={`PDF: ${name}`}
        >
          PDF
        </a>
      </div>
    </li>
  );
}
