import { Refused } from "../api/failure";
import type { Language } from "../words/context";
import type { Key } from "../words/words";

const CODES: Readonly<Record<string, Key>> = {
  account_blocked: "problem.account_blocked",
  already_exists: "problem.already_exists",
  busy: "problem.busy",
  conflict: "problem.conflict",
  internal_error: "problem.internal_error",
  not_allowed: "problem.not_allowed",
  not_authenticated: "problem.not_authenticated",
  not_billable: "problem.not_billable",
  not_enough_money: "problem.not_enough_money",
  not_found: "problem.not_found",
  offer_changed: "problem.offer_changed",
  rate_limited: "problem.busy",
  transition_refused: "problem.not_allowed",
  unavailable: "problem.unavailable",
  weak_password: "problem.weak_password",
  wrong_password: "problem.wrong_password",
};

/** What is wrong with a password that is refused. */
const FLAWS: Readonly<Record<string, Key>> = {
  too_short: "flaw.too_short",
  too_long: "flaw.too_long",
  account_number: "flaw.account_number",
  common: "flaw.common",
};

/** A failure in the reader's words. What has no words yet is said as the server says it. */
export function sentence(error: unknown, { say }: Language): string {
  if (!(error instanceof Refused)) {
    return say("problem.unreachable");
  }
  const { code, title } = error.problem;
  if (code === "too_many_attempts") {
    return say("problem.too_many_attempts", { wait: waiting(error.retryAfter ?? 60, say) });
  }
  const flaw = FLAWS[error.problem.errors?.[0]?.detail ?? ""];
  const key = code === "weak_password" && flaw ? flaw : CODES[code];
  return key ? say(key) : say("problem.other", { title });
}

/** Whether the sentence says it all: nobody has to look for it in the server's records. */
export function isPlain({ problem }: Refused): boolean {
  return problem.status < 500 && (problem.code in CODES || problem.code === "too_many_attempts");
}

function waiting(seconds: number, say: Language["say"]): string {
  const minutes = Math.ceil(seconds / 60);
  return seconds > 90 ? say("minutes", { n: minutes }) : say("seconds", { n: seconds });
}
