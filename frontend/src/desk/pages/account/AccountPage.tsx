import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import { useMay } from "../../app/may";
import { useAccount } from "../../resources/accounts";
import { useWords } from "../../words/words";
import { AccountActions } from "./AccountActions";
import { AccountFigures } from "./AccountFigures";
import { Charges } from "./Charges";
import { Contacts } from "./Contacts";
import { Exchanges } from "./Exchanges";
import { Forecast } from "./Forecast";
import { Invoices } from "./Invoices";
import { Payments } from "./Payments";
import { Subscriptions } from "./Subscriptions";

/** Everything about an account: what it has, what it pays, what can be done about it. */
export function AccountPage({ number }: { number: string }) {
  const { say } = useWords();
  const may = useMay();
  const query = useAccount(number);
  return (
    <Page title={say("account", { number })}>
      <p className="back">
        <Link href="/accounts">← {say("account.all")}</Link>
      </p>
      <Loaded query={query}>
        {(account) => (
          <>
            <Section title={account.holder} className="card">
              <AccountFigures account={account} />
              <AccountActions account={account} />
            </Section>
            <Contacts account={account.number} />
            <Subscriptions account={account} />
            <Forecast account={account.number} />
            <Charges account={account.number} />
            <Payments account={account.number} />
            <Invoices account={account.number} />
            {may("operations") && <Exchanges account={account.number} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
