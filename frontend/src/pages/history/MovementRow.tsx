import type { Movement } from "../../api/types";
import { Badge } from "../../components/Badge";
import { useLanguage } from "../../words/context";

/** Money that came or went. A charge that was taken back stays, struck through. */
export function MovementRow({ movement }: { movement: Movement }) {
  const { say, change, day, days, instant } = useLanguage();
  const { amount, at, first_day, kind, last_day, reversed, text } = movement;
  const Sum = reversed ? "s" : "span";
  const isSaid = first_day && text.includes(day(first_day));
  const period = first_day && last_day && !isSaid ? days(first_day, last_day) : null;
  const comes = !amount.startsWith("-");
  return (
    <li>
      <div>
        <p>{text || say(`movement.${kind}`)}</p>
        <p className="small">
          {say(`movement.${kind}`)}
          {" · "}
          <time dateTime={at}>{instant(at)}</time>
          {period && ` · ${say("movement.for", { days: period })}`}
        </p>
        {reversed && (
          <Badge tone="calm" icon="cross">
            {say("movement.reversed")}
          </Badge>
        )}
      </div>
      <Sum className={comes ? "sum good" : "sum"}>{change(amount)}</Sum>
    </li>
  );
}
