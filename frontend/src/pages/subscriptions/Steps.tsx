import { Loaded } from "../../components/Loaded";
import { useSubscription } from "../../resources/account";
import { useLanguage } from "../../words/context";

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
              <span>{say(`state.${step.to_state}`)}</span>
              <span className="small">{say(`actor.${step.actor}`)}</span>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
