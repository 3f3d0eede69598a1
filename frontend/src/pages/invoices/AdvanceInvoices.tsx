import { Button } from "../../components/Button";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { useAdvanceInvoices } from "../../resources/advances";
import { useLanguage } from "../../words/context";
import { AdvanceRow } from "./AdvanceRow";

/** Invoices for coming debits, newest first. */
export function AdvanceInvoices() {
  const { say } = useLanguage();
  const query = useAdvanceInvoices();
  return (
    <Section title={say("advances.title")}>
      <Loaded query={query}>
        {({ pages }) => {
          const invoices = pages.flatMap((page) => page.advance_invoices);
          return (
            <>
              {invoices.length === 0 ? (
                <p className="empty">{say("advances.none")}</p>
              ) : (
                <ul className="card invoices" aria-label={say("advances.title")}>
                  {invoices.map((each) => (
                    <AdvanceRow key={each.id} invoice={each} />
                  ))}
                </ul>
              )}
              {query.hasNextPage && (
                <Button busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
                  {say("more")}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
