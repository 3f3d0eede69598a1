import type { AccountStatus } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { useChangeAccount } from "../../resources/accounts";
import { useWords } from "../../words/words";

const ACTS = {
  block: "blocked",
  unblock: "active",
  close: "closed",
  reopen: "active",
} as const;

export type StatusAct = keyof typeof ACTS;

/** What an account in this state can be turned to. */
export function statusActs(status: AccountStatus): StatusAct[] {
  if (status === "closed") return ["reopen"];
  return [status === "blocked" ? "unblock" : "block", "close"];
}

interface Props {
  act: StatusAct;
  account: string;
  onClose: () => void;
}

/** Block, unblock, close or reopen an account. */
export function StatusDialog({ act, account, onClose }: Props) {
  const { say } = useWords();
  const change = useChangeAccount(account);
  const isHarsh = act === "block" || act === "close";
  return (
    <DeedDialog
      title={say(`account.${act}`)}
      confirm={say(`account.${act}`)}
      look={isHarsh ? "danger" : "main"}
      deed={change}
      read={(form) => ({ status: ACTS[act], reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p>{say(`account.${act}.effect`)}</p>
      <Reason required />
    </DeedDialog>
  );
}
