import type { Subscription } from "../../api/types";
import { Disclosure } from "../../components/Disclosure";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { useSubscriptions } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { SubscriptionCard } from "./SubscriptionCard";
import { isOver } from "./states";
import { useToldChanges } from "./toldChanges";

/** A card for each subscription; those that are over are folded away. */
export function MySubscriptions() {
  const { say } = useLanguage();
  const query = useSubscriptions();
  useToldChanges(query.data?.subscriptions);
  return (
    <Section title={say("mine.title")}>
      <Loaded query={query}>{({ subscriptions }) => <Cards all={subscriptions} />}</Loaded>
    </Section>
  );
}

function Cards({ all }: { all: Subscription[] }) {
  const { say } = useLanguage();
  const living = all.filter((each) => !isOver(each.state));
  const over = all.filter((each) => isOver(each.state));
  const names = new Map(all.map(({ id, product }) => [id, product]));
  const card = (each: Subscription) => (
    <li key={each.id}>
      <SubscriptionCard subscription={each} bundle={names.get(each.part_of ?? "") ?? null} />
    </li>
  );
  return (
    <>
      {living.length === 0 && (
        <p className="empty">
          {say("mine.none")} <a href="#shop">{say("mine.none.shop")}</a>
        </p>
      )}
      <ul className="cards">{living.map(card)}</ul>
      {over.length > 0 && (
        <Disclosure summary={say("mine.over", { n: over.length })}>
          {() => <ul className="cards">{over.map(card)}</ul>}
        </Disclosure>
      )}
    </>
  );
}
