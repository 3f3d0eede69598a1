import { Link } from "wouter";
import { addressOf } from "../../api/client";
import type { Invoice } from "../../api/types";
import { Button } from "../../components/Button";
import { type Asked, Loaded } from "../../components/Loaded";
import { Page } from "../../components/Page";
import { useLanguage } from "../../words/context";
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
            <div className="acts">
              <a
                href={addressOf(invoice.pdf)}
                target="_blank"
                rel="noopener"
                className="button main"
              >
                {say("invoice.pdf")}
              </a>
              <Button icon="print" onClick={() => window.print()}>
                {say("invoice.print")}
              </Button>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
