import { Facts } from "../../../components/Facts";
import { Note } from "../../../components/Note";
import type { Account } from "../../api/types";
import { AccountBadge } from "../../components/AccountBadge";
import { type DeskLanguage, useWords } from "../../words/words";

/** An account's money, and the rest of it below. */
export function AccountFigures({ account }: { account: Account }) {
  const language = useWords();
  const { say, money } = language;
  return (
    <>
      <AccountBadge status={account.status} />
      {account.elsewhere && <Note tone="info">{say("account.elsewhere")}</Note>}
      <dl className="figures">
        <div>
          <dt>{say("account.balance")}</dt>
          <dd className={Number(account.balance) < 0 ? "bad" : ""}>{money(account.balance)}</dd>
        </div>
        <div>
          <dt>{say("account.available")}</dt>
          <dd>{money(account.available)}</dd>
        </div>
      </dl>
      <Facts facts={factsOf(account, language)} />
    </>
  );
}

function factsOf(account: Account, { say, money, instant }: DeskLanguage) {
  const some = (sum: string) => (Number(sum) > 0 ? money(sum) : null);
  const until = account.promised_until ? instant(account.promised_until) : "";
  const promised = say("profile.promised.until", { sum: money(account.promised), at: until });
  return [
    [say("account.held"), some(account.held)],
    [say("account.credit_limit"), some(account.credit_limit)],
    [say("account.promised"), some(account.promised) && promised],
    [say("account.tariffs"), account.tariffs.join(", ") || null],
    [say("account.password"), say(`account.password.${account.has_password ? "yes" : "no"}`)],
    [say("account.opened"), instant(account.opened_at)],
  ] as const;
}
