import type { Step } from "../../api/types";
import { Loaded } from "../../components/Loaded";
import { useSubscription } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { lookOf } from "./states";

/** What became of a subscription so far: when, what, by whom. */
export function Steps({ id }: { id: string }) {
  const { say, instant } = useLanguage();
  return (
    <Loaded query={useSubscription(id)}>
      {({ history }) => (
        <ol className="steps">
          {history.toReversed().map((step) => (
            <li key={`${step.at} ${step.to_state}`}>
              <time dateTime={step.at}>{instant(step.at)}</time>
              <span>{say(lookOf(stateAfter(step)).word)}</span>
              <span className="small">{say(`actor.${step.actor}`)}</span>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}

/** Whoever suspends the own subscription has paused it. */
function stateAfter({ actor, to_state: state }: Step) {
  return { state, suspended_for: actor === "subscriber" ? ("user" as const) : null };
}
