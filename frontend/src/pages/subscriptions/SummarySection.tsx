import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { useSummary } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { AccountNotes } from "./AccountNotes";
import { NextPayment } from "./NextPayment";

/** The account at a glance: it comes first. */
export function SummarySection() {
  const { say, money } = useLanguage();
  return (
    <Section title={say("summary.title")} className="summary card">
      <Loaded query={useSummary()}>
        {(summary) => (
          <>
            <AccountNotes summary={summary} />
            <dl className="glance">
              <div className={Number(summary.balance) < 0 ? "balance bad" : "balance"}>
                <dt>{say("summary.balance")}</dt>
                <dd>{money(summary.balance)}</dd>
              </div>
              <div>
                <dt>{say("summary.available")}</dt>
                <dd>{money(summary.available)}</dd>
              </div>
              <div>
                <dt>{say("summary.monthly")}</dt>
                <dd>{money(summary.monthly_total)}</dd>
              </div>
              <NextPayment payment={summary.next_payment ?? null} />
            </dl>
          </>
        )}
      </Loaded>
    </Section>
  );
}
