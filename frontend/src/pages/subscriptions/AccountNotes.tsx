import type { Summary } from "../../api/types";
import { Note } from "../../components/Note";
import { useLanguage } from "../../words/context";

/** What is wrong with the account, and that the section works all the same. */
export function AccountNotes({ summary }: { summary: Summary }) {
  const { say, money } = useLanguage();
  const debt = summary.balance.startsWith("-") ? money(summary.balance.slice(1)) : null;
  return (
    <>
      {summary.status !== "active" && <Note tone="bad">{say(`account.${summary.status}`)}</Note>}
      {debt && <Note tone="bad">{say("summary.debt", { sum: debt })}</Note>}
    </>
  );
}
