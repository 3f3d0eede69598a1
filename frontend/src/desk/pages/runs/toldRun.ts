import { useEffect, useRef } from "react";
import { announce } from "../../../app/announce";
import type { Run } from "../../api/types";
import { useWords } from "../../words/words";

/** Says when a run that is on the screen comes into another state. */
export function useToldRun(run: Run | undefined): void {
  const { say } = useWords();
  const before = useRef<Run["state"] | null>(null);
  const state = run?.state;
  useEffect(() => {
    if (!state || state === before.current) return;
    if (before.current) announce(say("run.news", { state: say(`run.state.${state}`) }));
    before.current = state;
  }, [state, say]);
}
