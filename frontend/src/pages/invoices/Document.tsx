import { Link } from "wouter";
import type { Invoice } from "../../api/types";
import { type Asked, Loaded } from "../../components/Loaded";
import { Page } from "../../components/Page";
import { useLanguage } from "../../words/context";
import { DocumentActs } from "./DocumentActs";
import { DocumentBody } from "./DocumentBody";
import { invoiceName } from "./invoiceName";

/** A document on a page of its own, to be read, printed or taken along. */
export function Document({ query }: { query: Asked<Invoice> }) {
  const language = useLanguage();
  const { say } = language;
  const { data } = query;
  return (
    <Page title={data ? invoiceName(data, language) : say("invoice")}>
      <p className="back">
        <Link href="/invoices">← {say("invoices.all")}</Link>
      </p>
      <Loaded query={query}>
        {(invoice) => (
          <>
            <DocumentBody invoice={invoice} />
            <DocumentActs pdf={invoice.pdf} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
