import type { Forecast } from "../../api/types";
import { Disclosure } from "../../components/Disclosure";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { useForecast } from "../../resources/coming";
import { useLanguage } from "../../words/context";
import { ComingDebit } from "./ComingDebit";
import { ComingNotes } from "./ComingNotes";
import { ComingPlot } from "./ComingPlot";
import { ComingTable } from "./ComingTable";

const NEAREST = 3;

/** What will be charged in the next months, and whether there is money for it. */
export function ComingSection() {
  const { say } = useLanguage();
  return (
    <Section title={say("coming.title")} className="coming card">
      <Loaded query={useForecast()}>{(forecast) => <Coming forecast={forecast} />}</Loaded>
    </Section>
  );
}

function Coming({ forecast }: { forecast: Forecast }) {
  const { say, day } = useLanguage();
  const { debits, until } = forecast;
  return (
    <>
      <ComingNotes forecast={forecast} />
      {debits.length === 0 ? (
        <p className="empty">{say("coming.none", { day: day(until) })}</p>
      ) : (
        <>
          <div className="coming-parts">
            <ul className="debits" aria-label={say("coming.title")}>
              {debits.slice(0, NEAREST).map((debit) => (
                <ComingDebit key={debit.on} debit={debit} />
              ))}
            </ul>
            <ComingPlot forecast={forecast} />
          </div>
          <Disclosure summary={say("coming.table", { day: day(until) })}>
            {() => <ComingTable forecast={forecast} />}
          </Disclosure>
        </>
      )}
    </>
  );
}
