import type { Month } from "../../../api/types";
import { Disclosure } from "../../../components/Disclosure";
import { MonthBars } from "../../../pages/history/MonthBars";
import { stacksOf, sumOf } from "../../../pages/history/stacks";
import { roubles } from "../../../words/money";
import { Table } from "../../components/Table";
import { useWords } from "../../words/words";

interface Props {
  /** What the plot says, for those who do not see it. */
  label: string;
  months: Month[];
  /** How the kinds and the values are said. */
  nameOf: (kind: string) => string;
  write: (amount: string) => string;
}

/** Months as piles of bars, and the same numbers as a table. */
export function Plot({ label, months, nameOf, write }: Props) {
  const { say, month: inWords, shortMonth } = useWords();
  const { bars, top, types } = stacksOf(months);
  if (top === 0) {
    return <p className="empty">{say("overview.nothing")}</p>;
  }
  const columns = [
    { name: say("months.month"), cell: ({ month }: Month) => inWords(month) },
    ...types.map((type) => ({
      name: nameOf(type),
      cell: (month: Month) => write(roubles(sumOf(month, type))),
      isNumber: true,
    })),
    { name: say("total"), cell: ({ total }: Month) => write(total), isNumber: true },
  ];
  return (
    <>
      <figure className="plot" role="img" aria-label={label}>
        <p className="plot-top small">{write(roubles(top))}</p>
        <MonthBars bars={bars} />
        <ol className="plot-months">
          {months.map(({ month }) => (
            <li key={month}>{shortMonth(month)}</li>
          ))}
        </ol>
        <ul className="legend">
          {types.map((type, place) => (
            <li key={type} className={`series-${place % 5}`}>
              {nameOf(type)}
            </li>
          ))}
        </ul>
      </figure>
      <Disclosure summary={say("months.table")}>
        {() => (
          <Table
            caption={say("months.table")}
            columns={columns}
            rows={months.toReversed()}
            keyOf={({ month }) => month}
            empty={say("overview.nothing")}
          />
        )}
      </Disclosure>
    </>
  );
}
