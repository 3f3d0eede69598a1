import type { Movement } from "../../api/types";
import { Badge } from "../../components/Badge";
import { useLanguage } from "../../words/context";

/** Money that came or went. A charge that was taken back stays, struck through. */
export function MovementRow({ movement }: { movement: Movement }) {
  const { say, change, days, instant } = useLanguage();
  const { amount, at, first_day, kind, last_day, reversed, text } = movement;
  const Sum = reversed ? "s" : "span";
  const comes = !amount.startsWith("-");
  return (
    <li>
      <div>
        <p>{text || say(`movement.${kind}`)}</p>
        <p className="small">
          {say(`movement.${kind}`)}
          {" · "}
          <time dateTime={at}>{instant(at)}</time>
          {first_day &&
            last_day &&
            ` · ${say("movement.for", { days: days(first_day, last_day) })}`}
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
