import { Facts } from "../../../components/Facts";
import type { Run } from "../../api/types";
import { useWords } from "../../words/words";

/** How far a run has come, and what became of its lines. */
export function Progress({ run }: { run: Run }) {
  const { say, money, number } = useWords();
  const { plan, progress, state } = run;
  const isPlanning = state === "planning";
  const done = isPlanning ? progress.chunks_planned : progress.done;
  const all = isPlanning ? progress.chunks : plan.lines;
  const label = say(isPlanning ? "run.progress.planning" : "run.progress.bar", {
    done: number(done),
    all: number(all),
  });
  const counts = [
    ["run.free", progress.free],
    ["run.unpaid", progress.unpaid],
    ["run.superseded", progress.superseded],
    ["run.parked", progress.parked],
  ] as const;
  return (
    <>
      <progress aria-label={say("run.progress")} max={Math.max(all, 1)} value={done} />
      <p>{label}</p>
      <Speed run={run} />
      <Facts
        facts={[
          [say("run.charged"), `${number(progress.charged)} · ${money(progress.charged_sum)}`],
          ...counts.map(([word, count]) => [say(word), count > 0 ? number(count) : null] as const),
        ]}
      />
    </>
  );
}

function Speed({ run }: { run: Run }) {
  const { say, number } = useWords();
  const { lines_per_second: speed, seconds_left: left } = run.progress;
  if (run.state !== "applying" || !speed || left == null) return null;
  const time =
    left > 90
      ? say("minutes", { n: Math.ceil(left / 60) })
      : say("seconds", { n: Math.ceil(left) });
  return <p className="small">{say("run.speed", { n: number(Math.round(speed)), time })}</p>;
}
