import type { SubscriptionDetails } from "../../api/types";
import { type DeskLanguage, useWords } from "../../words/words";

/** Its states, its days, what its platform knows, what was consented to; parts without lines are left out. */
export function SubscriptionLife({ details }: { details: SubscriptionDetails }) {
  const language = useWords();
  const { say } = language;
  return (
    <>
      <Steps title={say("subscription.history")} lines={history(details, language)} />
      <Steps title={say("subscription.periods")} lines={periods(details, language)} />
      <Steps title={say("subscription.instructions")} lines={told(details, language)} />
      <Steps title={say("subscription.consents")} lines={consents(details, language)} />
    </>
  );
}

type Line = readonly [when: string, what: string, more: string];

function Steps({ title, lines }: { title: string; lines: Line[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="lined">
        {lines.map(([when, what, more], place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what has happened never moves
          <li key={place}>
            <span className="small">{when}</span>
            <span>{what}</span>
            <span className="small">{more}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function history({ history: steps }: SubscriptionDetails, language: DeskLanguage): Line[] {
  const { say, name, instant } = language;
  return steps.map(({ at, to_state, actor, reason }) => [
    instant(at),
    say(`state.${to_state}`),
    [actorOf(actor, language), reason && name("step.reason", reason)].filter(Boolean).join(" · "),
  ]);
}

const STAFF = "operator:";

/** Who moved it; a platform is called by its code. */
function actorOf(actor: string, { say, name }: DeskLanguage): string {
  if (!actor.startsWith(STAFF)) return name("step.actor", actor);
  return say("step.actor.staff", { name: actor.slice(STAFF.length) });
}

function periods({ periods: all }: SubscriptionDetails, { say, days }: DeskLanguage): Line[] {
  return all.map(({ kind, first_day, last_day }) => [
    days(first_day, last_day),
    say(`period.${kind}`),
    "",
  ]);
}

function told({ instructions }: SubscriptionDetails, { say, instant }: DeskLanguage): Line[] {
  return instructions.map(({ action, answer, attempts, created_at, done_at }) => [
    instant(created_at),
    say(`instruction.${action}`),
    answer && done_at ? say(`answer.${answer}`) : say("answer.waiting", { n: attempts }),
  ]);
}

function consents({ consents: all }: SubscriptionDetails, { instant }: DeskLanguage): Line[] {
  return all.map(({ at, version, address }) => [instant(at), version, address]);
}
