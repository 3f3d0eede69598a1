import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Loaded } from "../../../components/Loaded";
import type { Subscription } from "../../api/types";
import { useMay } from "../../app/may";
import { StateBadge } from "../../components/StateBadge";
import { useSubscription } from "../../resources/subscriptions";
import { useWords } from "../../words/words";
import { ActDialog } from "./ActDialog";
import { ChangeProductDialog } from "./ChangeProductDialog";
import { SubscriptionLife } from "./SubscriptionLife";

interface Props {
  account: string;
  subscription: Subscription;
  onClose: () => void;
}

type Act = Subscription["acts"][number] | "change_product";

const CHANGEABLE = new Set(["trial", "active"]);

/** A subscription's life, and what can be done with it now on behalf of its subscriber. */
export function SubscriptionDialog({ account, subscription, onClose }: Props) {
  const { say } = useWords();
  const may = useMay();
  const query = useSubscription(account, subscription.id);
  const [asked, setAsked] = useState<Act | null>(null);
  const { acts, charged_by, product, state } = subscription;
  const props = { account, subscription, onClose: () => setAsked(null) };
  if (asked === "change_product") return <ChangeProductDialog {...props} />;
  if (asked) return <ActDialog {...props} act={asked} />;

  const mayChange = charged_by === "billing" && CHANGEABLE.has(state);
  const all: Act[] = may("act") ? [...acts, ...(mayChange ? ["change_product" as const] : [])] : [];
  return (
    <Dialog title={product} onClose={onClose}>
      <StateBadge of={subscription} />
      <Loaded query={query}>{(details) => <SubscriptionLife details={details} />}</Loaded>
      <div className="answers">
        <Button onClick={onClose}>{say("close")}</Button>
        {all.map((act) => (
          <Button key={act} onClick={() => setAsked(act)}>
            {say(`act.${act}`)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
