import { useState } from "react";
import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import { useWholeReports } from "../../resources/reports";
import { useWords } from "../../words/words";
import { lastMonths } from "./months";
import { Plot } from "./Plot";
import { stateMonths } from "./series";

/** How many subscriptions live, by state, at the end of each of the last months. */
export function States() {
  const { say, name, number } = useWords();
  const [months] = useState(() => lastMonths());
  const query = useWholeReports(
    "states",
    months.map(({ last }) => ({ on: last })),
  );
  const count = (amount: string) => number(Math.round(Number(amount)));
  return (
    <Section title={say("overview.states")} className="card">
      <Loaded query={query}>
        {(reports) => {
          const shown = stateMonths(months, reports);
          return (
            <>
              <p className="lead">
                {say("overview.states.now", { n: count(shown.at(-1)?.total ?? "0") })}
              </p>
              <Plot
                label={say("overview.states.plot")}
                months={shown}
                nameOf={(state) => name("word", state)}
                write={count}
              />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
