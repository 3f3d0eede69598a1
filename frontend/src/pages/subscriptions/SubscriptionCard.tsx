import { useId, useRef } from "react";
import type { Subscription } from "../../api/types";
import { Badge } from "../../components/Badge";
import { Disclosure } from "../../components/Disclosure";
import { useSummary } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { ActButtons } from "./ActButtons";
import { Activation } from "./Activation";
import { CardFacts } from "./CardFacts";
import { CardNotes } from "./CardNotes";
import { cardLook } from "./cardLook";
import { lackOf } from "./lack";
import { Steps } from "./Steps";

interface Props {
  subscription: Subscription;
  /** The name of the bundle that it came with. */
  bundle: string | null;
}

/** A subscription: how it stands, what it costs, what can be done with it. */
export function SubscriptionCard({ subscription, bundle }: Props) {
  const { say } = useLanguage();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const lack = lackOf(subscription, useSummary().data);
  const look = cardLook(subscription, lack);
  const { platform, product, quantity } = subscription;
  const origin = [
    platform?.title,
    bundle && say("card.part", { bundle }),
    quantity > 1 && say("card.quantity", { n: quantity }),
  ].filter(Boolean);
  return (
    <article aria-labelledby={id} className="card subscription">
      <header>
        <h3 id={id} ref={heading} tabIndex={-1}>
          {product}
        </h3>
        {origin.length > 0 && <p className="origin">{origin.join(" · ")}</p>}
        <Badge tone={look.tone} icon={look.icon}>
          {say(look.word)}
        </Badge>
      </header>
      <CardFacts subscription={subscription} />
      <CardNotes subscription={subscription} lack={lack} />
      <ActButtons subscription={subscription} onDone={() => heading.current?.focus()} />
      {subscription.has_activation && (
        <Disclosure summary={say("activation.title")}>
          {() => <Activation id={subscription.id} />}
        </Disclosure>
      )}
      <Disclosure summary={say("steps.title")}>{() => <Steps id={subscription.id} />}</Disclosure>
    </article>
  );
}
