import { Link } from "wouter";
import { addressOf } from "../../api/client";
import type { AdvanceInvoiceSummary } from "../../api/types";
import { useLanguage } from "../../words/context";
import { AdvanceStatus } from "./AdvanceStatus";
import { advancePdf } from "./advancePdf";

/** An advance invoice in the list: what is asked for, by when, its page, its PDF. */
export function AdvanceRow({ invoice }: { invoice: AdvanceInvoiceSummary }) {
  const { say, day, money } = useLanguage();
  const { id, issued_on, number, on, payable, state } = invoice;
  const isGone = state === "replaced" || state === "voided";
  const Sum = isGone ? "s" : "p"; // nobody is to pay it any more
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
        <Sum className="sum">{money(payable)}</Sum>
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
