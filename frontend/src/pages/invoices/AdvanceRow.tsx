import { Link } from "wouter";
import { addressOf } from "../../api/client";
import type { AdvanceInvoiceSummary } from "../../api/types";
import { useLanguage } from "../../words/context";
import { AdvanceStatus } from "./AdvanceStatus";
import { advancePdf } from "./advancePdf";

/** An advance invoice in the list: what is asked for, by when, its page, its PDF. */
export function AdvanceRow({ invoice }: { invoice: AdvanceInvoiceSummary }) {
  const { say, day, money } = useLanguage();
  const { id, issued_on, number, on, payable } = invoice;
  const name = say("invoice.advance.number", { number });
  return (
    <li>
      <div>
        <p>
          <Link href={`/advance-invoices/${id}`}>{name}</Link>
        </p>
        <p className="small">
          {say("advance.by", { day: day(on) })}
          {` · ${say("invoice.issued", { day: day(issued_on) })}`}
        </p>
        <AdvanceStatus invoice={invoice} />
      </div>
      <div>
        <p className="sum">{money(payable)}</p>
        <a
          href={addressOf(advancePdf(id))}
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
