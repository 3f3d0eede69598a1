import { useRef, useState } from "react";
import { useChanged } from "../../resources/changes";
import { linesOf } from "../api/lines";
import type { ImportLine, ImportProgress, ImportRow } from "../api/types";

export type ImportKind = "accounts" | "payments";

export interface ImportWish {
  kind: ImportKind;
  encoding: string;
  file: File;
  /** Only say what would be done. */
  isDry: boolean;
}

/** How an import stands. `rows` are those to look at; it is over when `isRunning` is false. */
export interface ImportState {
  isRunning: boolean;
  isDry: boolean;
  progress: ImportProgress | null;
  rows: ImportRow[];
  /** The server's word for why it stopped half-way. */
  stopped: string | null;
  error: unknown;
}

/** More rows than this nobody reads on a screen; a file that is wrong all through has them all. */
export const SHOWN_ROWS = 500;

/** Sends a file and tells, while it is worked on, how far that is. */
export function useImport() {
  const changed = useChanged();
  const [state, setState] = useState<ImportState | null>(null);
  const turn = useRef(0);

  const begin = async (wish: ImportWish) => {
    turn.current += 1;
    const mine = turn.current;
    let now: ImportState = begun(wish);
    const tell = (next: Partial<ImportState>) => {
      now = { ...now, ...next };
      if (mine === turn.current) setState(now);
    };
    tell({});
    try {
      for await (const line of linesOf<ImportLine>(pathOf(wish), wish.file)) {
        tell(after(now, line));
      }
      tell({ isRunning: false });
    } catch (error) {
      tell({ isRunning: false, error });
    }
    if (!wish.isDry) changed();
    return now;
  };
  const forget = () => {
    turn.current += 1;
    setState(null);
  };
  return { state, begin, forget };
}

function begun({ isDry }: ImportWish): ImportState {
  return { isRunning: true, isDry, progress: null, rows: [], stopped: null, error: null };
}

function pathOf({ kind, encoding, isDry }: ImportWish): string {
  const query = new URLSearchParams({ dry_run: String(isDry), encoding, report: "problems" });
  return `/imports/${kind}?${query}`;
}

function after({ rows }: ImportState, line: ImportLine): Partial<ImportState> {
  if (line.progress) return { progress: line.progress };
  if (line.stopped) return { stopped: line.stopped.code };
  return line.report && rows.length < SHOWN_ROWS ? { rows: [...rows, line.report] } : {};
}

/** Whether it came to its end: all rows are told. */
export function isWhole({ progress }: ImportState): boolean {
  return progress?.done ?? false;
}
