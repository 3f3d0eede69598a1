const SAME = 6;
const MOST = 36;

/** `what` is waited for (empty: nothing), `reads`: how many there were in all. */
type Patience = (what: string, reads: number) => number | false;

/**
 * How long to wait before looking again: `pause` milliseconds at first, doubled after every six looks
 * that brought nothing; after half an hour of the shortest pause of 5 s nobody looks any more.
 */
export function createPatience(pause: number): Patience {
  let before = "";
  let first = 0;
  return (what, reads) => {
    if (what !== before) {
      before = what;
      first = reads;
    }
    const looks = reads - first;
    return what !== "" && looks < MOST && pause * 2 ** Math.floor(looks / SAME);
  };
}
