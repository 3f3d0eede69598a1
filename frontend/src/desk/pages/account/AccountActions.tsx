import type { Account } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { useWords } from "../../words/words";
import { EditDialog } from "./EditDialog";
import { PasswordDialog } from "./PasswordDialog";
import { PaymentDialog } from "./PaymentDialog";
import { PromiseDialog } from "./PromiseDialog";
import { StatusDialog, statusActs } from "./StatusDialog";

/** What the role may do about an account; each act says its effect before it is done. */
export function AccountActions({ account }: { account: Account }) {
  const { say } = useWords();
  const may = useMay();
  return (
    <div className="acts">
      {may("record_payment") && !account.elsewhere && (
        <Opener label={say("payments.record")} look="main">
          {(close) => <PaymentDialog account={account.number} onClose={close} />}
        </Opener>
      )}
      {may("promise_payment") && !account.elsewhere && (
        <Opener label={say("account.promise")}>
          {(close) => <PromiseDialog account={account.number} onClose={close} />}
        </Opener>
      )}
      {may("change_account") && (
        <>
          <Opener label={say("account.edit")}>
            {(close) => <EditDialog account={account} onClose={close} />}
          </Opener>
          {statusActs(account.status).map((act) => (
            <Opener key={act} label={say(`account.${act}`)}>
              {(close) => <StatusDialog act={act} account={account.number} onClose={close} />}
            </Opener>
          ))}
        </>
      )}
      {may("set_account_password") && (
        <Opener label={say("account.set_password")}>
          {(close) => <PasswordDialog account={account} onClose={close} />}
        </Opener>
      )}
    </div>
  );
}
