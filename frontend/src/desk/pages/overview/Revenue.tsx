import { useState } from "react";
import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import { total } from "../../../words/money";
import { useWholeReports } from "../../resources/reports";
import { useWords } from "../../words/words";
import { lastMonths } from "./months";
import { Plot } from "./Plot";
import { revenueMonths } from "./series";

/** What the last months brought in, by platform. */
export function Revenue() {
  const { say, name, money } = useWords();
  const [months] = useState(() => lastMonths());
  const span = { from: months[0]?.first ?? null, to: months.at(-1)?.last ?? null };
  const query = useWholeReports("revenue", [span]);
  return (
    <Section title={say("overview.revenue")} className="card">
      <Loaded query={query}>
        {([rows = []]) => {
          const shown = revenueMonths(months, rows);
          const sum = money(total(shown.map((month) => month.total)));
          return (
            <>
              <p className="lead">{say("overview.revenue.total", { sum })}</p>
              <Plot
                label={say("overview.revenue.plot", { sum })}
                months={shown}
                nameOf={(code) => name("products.owner", code)}
                write={money}
              />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
