/** What becomes of an operation that either side has. */
export const RESULTS = ["matched", "only_ours", "only_theirs", "different"] as const;
