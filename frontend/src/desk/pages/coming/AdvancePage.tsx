import { Link } from "wouter";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import { AdvanceStatus } from "../../../pages/invoices/AdvanceStatus";
import { addressOf } from "../../api/client";
import type { AdvanceInvoiceDetails } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { type Column, Table } from "../../components/Table";
import { useAdvanceInvoice, useVoidAdvance } from "../../resources/coming";
import { type DeskLanguage, useWords } from "../../words/words";

/** One advance invoice: what it asks for, what for, and its end. */
export function AdvancePage({ id }: { id: string }) {
  const language = useWords();
  const { say } = language;
  const query = useAdvanceInvoice(id);
  const number = query.data?.number;
  return (
    <Page title={number ? say("invoice.advance.number", { number }) : say("advances.title")}>
      <p className="back">
        <Link href="/advance-invoices">← {say("advances.all")}</Link>
      </p>
      <Loaded query={query}>
        {(invoice) => (
          <>
            <Section title={invoice.payer} className="card">
              <p>
                <AdvanceStatus invoice={invoice} />
              </p>
              <Facts facts={factsOf(invoice, language)} />
              <Acts invoice={invoice} />
            </Section>
            <Section title={say("advance.lines")} className="card">
              <Lines invoice={invoice} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function factsOf(invoice: AdvanceInvoiceDetails, { say, name, day, money, instant }: DeskLanguage) {
  const { account, closed_at, from_balance, on, reason } = invoice;
  return [
    [
      say("account.number.label"),
      <Link key="account" href={`/accounts/${account}`}>
        {account}
      </Link>,
    ],
    [say("advance.on"), day(on)],
    [say("invoice.date"), day(invoice.issued_on)],
    [say("advance.total"), money(invoice.total)],
    [say("charge.vat"), money(invoice.vat_total)],
    [
      say(Number(from_balance) < 0 ? "advance.debt" : "advance.covered"),
      money(from_balance.replace("-", "")),
    ],
    [say("advance.payable"), money(invoice.payable)],
    [say("advance.closed"), closed_at ? instant(closed_at) : null],
    [say("field.reason"), reason ? name("advance.why", reason) : null],
  ] as const;
}

function Acts({ invoice }: { invoice: AdvanceInvoiceDetails }) {
  const { say } = useWords();
  const may = useMay();
  const { id, number, state } = invoice;
  return (
    <div className="acts">
      <a
        href={addressOf(`/advance-invoices/${id}/document.pdf`)}
        target="_blank"
        rel="noopener"
        className="button quiet"
        aria-label={`PDF: ${number}`}
      >
        PDF
      </a>
      {may("void_advance_invoice") && state === "open" && (
        <Opener label={say("advance.void")}>
          {(close) => <VoidDialog id={id} number={number} onClose={close} />}
        </Opener>
      )}
    </div>
  );
}

interface VoidProps {
  id: string;
  number: string;
  onClose: () => void;
}

function VoidDialog({ id, number, onClose }: VoidProps) {
  const { say } = useWords();
  return (
    <DeedDialog
      title={`${say("advance.void")}: ${number}`}
      confirm={say("advance.void")}
      look="danger"
      deed={useVoidAdvance(id)}
      read={(form) => textOf(form, "reason")}
      onClose={onClose}
    >
      <p>{say("advance.void.effect")}</p>
      <Reason required />
    </DeedDialog>
  );
}

function Lines({ invoice }: { invoice: AdvanceInvoiceDetails }) {
  const { say, days, money, percent } = useWords();
  const columns: Column<AdvanceInvoiceDetails["lines"][number]>[] = [
    { name: say("charge.what"), cell: ({ text }) => text },
    {
      name: say("charge.period"),
      cell: ({ first_day, last_day }) => days(first_day, last_day),
    },
    {
      name: say("charge.vat"),
      cell: ({ vat_amount, vat_note, vat_rate }) =>
        vat_rate ? `${percent(vat_rate)}: ${money(vat_amount)}` : vat_note || say("vat.none"),
    },
    { name: say("charge.amount"), cell: ({ amount }) => money(amount), isNumber: true },
  ];
  return (
    <Table
      caption={say("advance.lines")}
      columns={columns}
      rows={invoice.lines}
      keyOf={({ first_day, subscription }) => `${subscription} ${first_day}`}
      empty={say("coming.nothing")}
    />
  );
}
