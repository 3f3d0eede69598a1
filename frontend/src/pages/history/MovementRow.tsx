import type { Movement } from "../../api/types";
import { Badge } from "../../components/Badge";
import { useLanguage } from "../../words/context";
import { unsaidDays } from "../../words/period";

/** Money that came or went. A charge that was taken back stays, struck through. */
export function MovementRow({ movement }: { movement: Movement }) {
  const language = useLanguage();
  const { say, change, instant } = language;
  const { amount, at, kind, reversed, text } = movement;
  const Sum = reversed ? "s" : "span";
  const period = unsaidDays(movement, language);
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
