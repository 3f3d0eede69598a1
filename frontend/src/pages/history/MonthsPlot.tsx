import type { Month } from "../../api/types";
import { Disclosure } from "../../components/Disclosure";
import { useLanguage } from "../../words/context";
import { roubles, total } from "../../words/money";
import { MonthBars } from "./MonthBars";
import { MonthsTable } from "./MonthsTable";
import { stacksOf } from "./stacks";
import { typeWords } from "./typeWords";

/** The last twelve months as bars, and as a table for whoever prefers to read. */
export function MonthsPlot({ months }: { months: Month[] }) {
  const language = useLanguage();
  const { say, money } = language;
  const stacks = stacksOf(months);
  if (stacks.top === 0) {
    return <p className="empty">{say("months.none")}</p>;
  }
  const sum = money(total(months.map((month) => month.total)));
  return (
    <>
      <p className="lead">{say("months.total", { sum })}</p>
      <figure className="plot" role="img" aria-label={say("months.plot", { sum })}>
        <p className="plot-top small">{money(roubles(stacks.top))}</p>
        <MonthBars bars={stacks.bars} />
        <ol className="plot-months">
          {months.map(({ month }) => (
            <li key={month}>{language.shortMonth(month)}</li>
          ))}
        </ol>
        <ul className="legend">
          {stacks.types.map((type, place) => (
            <li key={type} className={`series-${place % 5}`}>
              {typeWords(type, language)}
            </li>
          ))}
        </ul>
      </figure>
      <Disclosure summary={say("months.table")}>
        {() => <MonthsTable months={months} types={stacks.types} />}
      </Disclosure>
    </>
  );
}
