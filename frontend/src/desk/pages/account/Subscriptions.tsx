import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import type { Account, Subscription } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { StateBadge } from "../../components/StateBadge";
import { type Column, Table } from "../../components/Table";
import { useSubscriptions } from "../../resources/subscriptions";
import { type DeskLanguage, useWords } from "../../words/words";
import { SubscribeDialog } from "./SubscribeDialog";
import { SubscriptionDialog } from "./SubscriptionDialog";

/** What the account subscribes to; each opens with what can be done for its subscriber. */
export function Subscriptions({ account }: { account: Account }) {
  const language = useWords();
  const { say } = language;
  const may = useMay();
  const { number } = account;
  const columns: (Column<Subscription> | false)[] = [
    ...columnsOf(language),
    may("subscription") && {
      name: say("account.actions"),
      cell: (each) => (
        <Opener label={say("charge.open")} about={each.product}>
          {(close) => <SubscriptionDialog account={number} subscription={each} onClose={close} />}
        </Opener>
      ),
    },
  ];
  return (
    <Section title={say("subscriptions.title")} className="card">
      <Loaded query={useSubscriptions(number)}>
        {({ subscriptions }) => (
          <Table
            caption={say("subscriptions.title")}
            columns={columns}
            rows={subscriptions}
            keyOf={({ id }) => id}
            empty={say("subscriptions.none")}
          />
        )}
      </Loaded>
      {may("subscribe") && (
        <p className="further">
          <Opener label={say("subscription.subscribe")}>
            {(close) => <SubscribeDialog account={number} onClose={close} />}
          </Opener>
        </p>
      )}
    </Section>
  );
}

function columnsOf({ say, day, money }: DeskLanguage): Column<Subscription>[] {
  return [
    {
      name: say("subscription.product"),
      cell: ({ product, platform, quantity }) => (
        <>
          {product}
          {quantity > 1 && ` · ${say("card.quantity", { n: quantity })}`}
          {platform && <span className="small">{platform.title}</span>}
        </>
      ),
    },
    { name: say("subscription.state"), cell: (each) => <StateBadge of={each} /> },
    {
      name: say("subscription.paid"),
      cell: ({ paid_through }) => paid_through && day(paid_through),
    },
    { name: say("subscription.ends"), cell: ({ ends_on }) => ends_on && day(ends_on) },
    {
      name: say("subscription.next"),
      cell: ({ next_charge: next }) => next && `${money(next.amount)}, ${day(next.on)}`,
    },
  ];
}
