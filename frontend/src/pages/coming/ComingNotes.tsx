import type { Forecast } from "../../api/types";
import { Note } from "../../components/Note";
import { type Language, useLanguage } from "../../words/context";
import { total } from "../../words/money";
import { firstLacking, lackOf } from "./sums";

/** What has to be known beside the debits: money that is missing, and what they do not tell. */
export function ComingNotes({ forecast }: { forecast: Forecast }) {
  const language = useLanguage();
  const { say, money } = language;
  const { blocked, on_resumption: waiting, unforeseen } = forecast;
  const names = (all: readonly { product: string }[]) =>
    all.map(({ product }) => product).join(", ");
  return (
    <>
      <Shortage forecast={forecast} />
      {blocked && forecast.debits.length > 0 && <p className="lead">{say("coming.blocked")}</p>}
      {waiting.length > 0 && (
        <p className="lead">
          {say("coming.waiting", {
            products: names(waiting),
            sum: money(total(waiting.map(({ amount }) => amount))),
          })}
        </p>
      )}
      {unforeseen.length > 0 && (
        <p className="lead">{say("coming.unforeseen", { products: names(unforeseen) })}</p>
      )}
    </>
  );
}

function Shortage({ forecast }: { forecast: Forecast }) {
  const language = useLanguage();
  const first = firstLacking(forecast);
  const lack = lackOf(forecast);
  if (!first || !lack || forecast.blocked) {
    return null;
  }
  return (
    <Note tone="warn">
      <p>
        <strong>{nearest(first, language)}</strong>
      </p>
      <p>{language.say("coming.pay", { account: forecast.account })}</p>
      {lack !== first.missing && <p>{inAll(forecast, lack, language)}</p>}
    </Note>
  );
}

function nearest({ amount, missing, on }: Forecast["debits"][number], language: Language): string {
  const { day, money, say } = language;
  return say("coming.missing", {
    day: day(on),
    sum: money(amount),
    lack: money(missing ?? "0"),
  });
}

function inAll({ until }: Forecast, lack: string, { day, money, say }: Language): string {
  return say("coming.missing.all", { day: day(until), lack: money(lack) });
}
