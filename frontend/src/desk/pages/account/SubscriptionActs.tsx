import type { Subscription } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { useWords } from "../../words/words";
import { ActDialog } from "./ActDialog";
import { ChangeProductDialog } from "./ChangeProductDialog";
import { SubscriptionDialog } from "./SubscriptionDialog";

interface Props {
  account: string;
  subscription: Subscription;
}

const CHANGEABLE = new Set(["trial", "active"]);

/** What can be done with a subscription now, on behalf of its subscriber. */
export function SubscriptionActs({ account, subscription }: Props) {
  const { say } = useWords();
  const may = useMay();
  const { acts, charged_by, product, state } = subscription;
  return (
    <div className="acts">
      {may("act") &&
        acts.map((act) => (
          <Opener key={act} label={say(`act.${act}`)} about={product}>
            {(close) => (
              <ActDialog account={account} subscription={subscription} act={act} onClose={close} />
            )}
          </Opener>
        ))}
      {may("act") && charged_by === "billing" && CHANGEABLE.has(state) && (
        <Opener label={say("act.change_product")} about={product}>
          {(close) => (
            <ChangeProductDialog account={account} subscription={subscription} onClose={close} />
          )}
        </Opener>
      )}
      {may("subscription") && (
        <Opener label={say("subscription.details")} about={product}>
          {(close) => <SubscriptionDialog account={account} id={subscription.id} onClose={close} />}
        </Opener>
      )}
    </div>
  );
}
