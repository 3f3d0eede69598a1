import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Note } from "../../../components/Note";
import { Section } from "../../../components/Section";
import { ComingPlot } from "../../../pages/coming/ComingPlot";
import { ComingTable } from "../../../pages/coming/ComingTable";
import { lackOf } from "../../../pages/coming/sums";
import type { Forecast as Foreseen } from "../../api/types";
import { useMay } from "../../app/may";
import { useAccountForecast } from "../../resources/coming";
import { type DeskLanguage, useWords } from "../../words/words";

/** What will be debited from the account, as its subscriber sees it, and what cannot be told. */
export function Forecast({ account }: { account: string }) {
  const { say } = useWords();
  const may = useMay();
  return (
    <Section title={say("coming.title")} className="card">
      <Loaded query={useAccountForecast(account)}>
        {(forecast) => <Told forecast={forecast} />}
      </Loaded>
      {may("advance_invoices") && (
        <p className="further">
          <Link href={`/advance-invoices?account=${account}`} className="button quiet">
            {say("advances.title")}
          </Link>
        </p>
      )}
    </Section>
  );
}

function Told({ forecast }: { forecast: Foreseen }) {
  const language = useWords();
  const { say, day } = language;
  return (
    <>
      {notesOf(forecast, language).map((note) => (
        <Note key={note} tone="warn">
          {note}
        </Note>
      ))}
      {forecast.debits.length === 0 ? (
        <p className="empty">{say("coming.none", { day: day(forecast.until) })}</p>
      ) : (
        <>
          <ComingPlot forecast={forecast} />
          <ComingTable forecast={forecast} />
        </>
      )}
    </>
  );
}

/** What somebody at the desk should know before they promise anything. */
function notesOf(forecast: Foreseen, { say, name, day, money }: DeskLanguage): string[] {
  const { blocked, on_resumption, unforeseen, until } = forecast;
  const lack = lackOf(forecast);
  return [
    blocked && say("coming.blocked"),
    lack && !blocked && say("coming.account.lack", { day: day(until), lack: money(lack) }),
    on_resumption.length > 0 &&
      say("coming.account.waiting", {
        products: on_resumption.map((one) => one.product).join(", "),
      }),
    ...unforeseen.map(({ on, product, reason }) =>
      say("coming.account.unforeseen", {
        product,
        day: day(on),
        why: name("unforeseen", reason),
      }),
    ),
  ].filter((note): note is string => Boolean(note));
}
