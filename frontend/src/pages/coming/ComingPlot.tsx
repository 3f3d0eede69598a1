import type { Forecast } from "../../api/types";
import { useLanguage } from "../../words/context";
import { roubles } from "../../words/money";
import { ComingBars } from "./ComingBars";
import { lackOf, sumOf } from "./sums";
import { timelineOf } from "./timeline";

/** When money goes in the next months, and on which days it is not enough. */
export function ComingPlot({ forecast }: { forecast: Forecast }) {
  const { say, day, money, shortMonth } = useLanguage();
  const timeline = timelineOf(forecast);
  const lack = lackOf(forecast);
  const told = { day: day(forecast.until), sum: money(sumOf(forecast)) };
  const label = lack
    ? say("coming.plot.lack", { ...told, lack: money(lack) })
    : say("coming.plot", told);
  return (
    <figure className="plot coming-plot" role="img" aria-label={label}>
      <p className="plot-top small">{money(roubles(timeline.top))}</p>
      <ComingBars {...timeline} />
      <ol className="plot-months">
        {timeline.months.map((month) => (
          <li key={month}>{shortMonth(month)}</li>
        ))}
      </ol>
      {lack && (
        <ul className="legend">
          <li className="series-0">{say("coming.covered")}</li>
          <li className="lacking">{say("coming.lacking")}</li>
        </ul>
      )}
    </figure>
  );
}
