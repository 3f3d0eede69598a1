import { Link } from "wouter";
import type { AdvanceInvoice } from "../../api/types";
import { Facts } from "../../components/Facts";
import { Loaded } from "../../components/Loaded";
import { Page } from "../../components/Page";
import { useAdvanceInvoice } from "../../resources/advances";
import { useLanguage } from "../../words/context";
import { AdvanceStatus } from "./AdvanceStatus";
import { advancePdf } from "./advancePdf";
import { DocumentActs } from "./DocumentActs";
import { DocumentLines, SumRow } from "./DocumentLines";

/** An invoice for a coming debit. */
export function AdvancePage({ id }: { id: string }) {
  const { say } = useLanguage();
  const query = useAdvanceInvoice(id);
  const { data } = query;
  return (
    <Page title={data ? say("invoice.advance.number", { number: data.number }) : say("invoice")}>
      <p className="back">
        <Link href="/invoices">← {say("invoices.all")}</Link>
      </p>
      <Loaded query={query}>
        {(invoice) => (
          <>
            <Body invoice={invoice} />
            <DocumentActs pdf={advancePdf(id)} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** The lines are what will be charged; what is asked for is what the balance does not cover. */
function Body({ invoice }: { invoice: AdvanceInvoice }) {
  const { say, day, money } = useLanguage();
  const { from_balance: covered } = invoice;
  const isOpen = invoice.state === "open";
  const isDebt = covered.startsWith("-");
  return (
    <div className="card document">
      <AdvanceStatus invoice={invoice} />
      <Facts
        facts={[
          [say("invoice.seller"), invoice.seller],
          [say("invoice.payer"), invoice.payer],
          [say("signin.account"), invoice.account],
          [say("invoice.date"), day(invoice.issued_on)],
          [say("advance.on"), day(invoice.on)],
        ]}
      />
      <DocumentLines document={invoice}>
        {Number(covered) !== 0 && (
          <SumRow
            name={say(isDebt ? "advance.debt" : "advance.covered")}
            sum={money(isDebt ? covered.slice(1) : covered)}
          />
        )}
        <SumRow
          name={say(isOpen ? "advance.payable" : "advance.was_payable")}
          sum={money(invoice.payable)}
        />
      </DocumentLines>
    </div>
  );
}
