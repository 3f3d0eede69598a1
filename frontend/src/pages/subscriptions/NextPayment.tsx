import type { Summary } from "../../api/types";
import { Badge } from "../../components/Badge";
import { useLanguage } from "../../words/context";

/** What is charged next in all, and whether it is covered today. */
export function NextPayment({ payment }: { payment: NonNullable<Summary["next_payment"]> | null }) {
  const { say, day, money } = useLanguage();
  return (
    <div>
      <dt>{say("summary.next")}</dt>
      {payment === null ? (
        <dd className="nothing">{say("summary.next.none")}</dd>
      ) : (
        <dd>
          {money(payment.amount)}
          <span className="beside">{day(payment.on)}</span>
          {payment.covered ? (
            <Badge tone="good" icon="check">
              {say("summary.covered")}
            </Badge>
          ) : (
            <Badge tone="bad" icon="alert">
              {say("summary.missing", { sum: money(payment.missing) })}
            </Badge>
          )}
        </dd>
      )}
    </div>
  );
}
