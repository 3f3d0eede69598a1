import { Link } from "wouter";
import type { AccountSummary } from "../../api/types";
import { AccountBadge } from "../../components/AccountBadge";
import { Paged } from "../../components/Paged";
import { type Column, Table } from "../../components/Table";
import { type AccountQuery, useAccounts } from "../../resources/accounts";
import { useWords } from "../../words/words";

/** What was found. */
export function AccountList({ query }: { query: AccountQuery }) {
  const { say, money } = useWords();
  const columns: Column<AccountSummary>[] = [
    {
      name: say("account.number.label"),
      cell: ({ number }) => <Link href={`/accounts/${number}`}>{number}</Link>,
    },
    { name: say("account.holder"), cell: ({ holder }) => holder },
    { name: say("accounts.status"), cell: ({ status }) => <AccountBadge status={status} /> },
    { name: say("account.balance"), cell: ({ balance }) => money(balance), isNumber: true },
    { name: say("account.available"), cell: ({ available }) => money(available), isNumber: true },
  ];
  return (
    <Paged query={useAccounts(query)} rowsOf={({ accounts }) => accounts}>
      {(rows) => (
        <Table
          caption={say("accounts.title")}
          columns={columns}
          rows={rows}
          keyOf={({ number }) => number}
          empty={say("accounts.none")}
        />
      )}
    </Paged>
  );
}
