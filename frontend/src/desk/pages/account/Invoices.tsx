import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import { invoiceName } from "../../../pages/invoices/invoiceName";
import { addressOf } from "../../api/client";
import type { Invoice } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { Table } from "../../components/Table";
import { useInvoices } from "../../resources/invoices";
import { useWords } from "../../words/words";
import { CreditDialog } from "./CreditDialog";
import { FinaliseDialog } from "./FinaliseDialog";

/** An account's documents; drafts lead and say so. */
export function Invoices({ account }: { account: string }) {
  const language = useWords();
  const { say, money, day, month: inWords } = language;
  const may = useMay();
  const columns = [
    { name: say("invoice"), cell: (each: Invoice) => invoiceName(each, language) },
    { name: say("invoice.month"), cell: ({ month }: Invoice) => inWords(month) },
    { name: say("invoice.status"), cell: ({ status }: Invoice) => say(`invoice.${status}`) },
    {
      name: say("invoice.date"),
      cell: ({ issued_on }: Invoice) => issued_on && day(issued_on),
    },
    { name: say("invoice.sum"), cell: ({ total }: Invoice) => money(total), isNumber: true },
    {
      name: say("account.actions"),
      cell: (each: Invoice) => <InvoiceActs account={account} invoice={each} />,
    },
  ];
  return (
    <Section title={say("invoices.title")} className="card">
      <Loaded query={useInvoices(account)}>
        {({ invoices }) => (
          <Table
            caption={say("invoices.title")}
            columns={columns}
            rows={invoices}
            keyOf={({ id, kind, month }) => id ?? `${kind} ${month}`}
            empty={say("invoices.none")}
          />
        )}
      </Loaded>
      {may("finalise_invoice") && (
        <p className="further">
          <Opener label={say("invoice.finalise")}>
            {(close) => <FinaliseDialog account={account} onClose={close} />}
          </Opener>
        </p>
      )}
    </Section>
  );
}

/** A final document on paper, and a credit note for it. A draft has neither. */
function InvoiceActs({ account, invoice }: { account: string; invoice: Invoice }) {
  const language = useWords();
  const may = useMay();
  const { id, kind, status } = invoice;
  if (!id) return null;
  const name = invoiceName(invoice, language);
  const mayCredit = may("credit_invoice") && kind === "invoice" && status !== "credited";
  return (
    <div className="acts">
      <a
        href={addressOf(`/accounts/${account}/invoices/${id}/document.pdf`)}
        target="_blank"
        rel="noopener"
        className="button quiet"
        aria-label={`PDF: ${name}`}
      >
        PDF
      </a>
      {mayCredit && (
        <Opener label={language.say("invoice.credit")} about={name}>
          {(close) => <CreditDialog account={account} id={id} name={name} onClose={close} />}
        </Opener>
      )}
    </div>
  );
}
