import { Loaded } from "../../components/Loaded";
import { Page } from "../../components/Page";
import { useInvoices } from "../../resources/money";
import { useLanguage } from "../../words/context";
import { AdvanceInvoices } from "./AdvanceInvoices";
import { InvoiceRow } from "./InvoiceRow";

/** Documents, newest first; what is not final yet leads and says so. */
export function InvoicesPage() {
  const { say } = useLanguage();
  return (
    <Page title={say("invoices.title")}>
      <Loaded query={useInvoices()}>
        {({ invoices }) =>
          invoices.length === 0 ? (
            <p className="empty">{say("invoices.none")}</p>
          ) : (
            <ul className="card invoices" aria-label={say("invoices.title")}>
              {invoices.map((each) => (
                <InvoiceRow key={each.id ?? `${each.kind} ${each.month}`} invoice={each} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <AdvanceInvoices />
    </Page>
  );
}
