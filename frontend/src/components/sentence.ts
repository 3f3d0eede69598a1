import { Refused } from "../api/failure";
import type { Language } from "../words/context";
import type { Key } from "../words/words";

/** Codes that are said like others. */
const LIKE: Readonly<Record<string, string>> = {
  rate_limited: "busy",
  transition_refused: "not_allowed",
};

/** What is wrong with a password that is refused. */
const FLAWS: Readonly<Record<string, Key>> = {
  too_short: "flaw.too_short",
  too_long: "flaw.too_long",
  account_number: "flaw.account_number",
  common: "flaw.common",
};

/** A failure in the reader's words. What has no words yet is said as the server says it. */
export function sentence(error: unknown, language: Language): string {
  const { say } = language;
  if (!(error instanceof Refused)) {
    return say("problem.unreachable");
  }
  const { code, title } = error.problem;
  if (code === "too_many_attempts") {
    return say("problem.too_many_attempts", { wait: waiting(error.retryAfter ?? 60, say) });
  }
  const flaw = FLAWS[error.problem.errors?.[0]?.detail ?? ""];
  const key = code === "weak_password" && flaw ? flaw : wordsFor(code, language);
  return key ? say(key) : say("problem.other", { title });
}

/** Whether the sentence says it all: nobody has to look for it in the server's records. */
export function isPlain({ problem }: Refused, language: Language): boolean {
  return problem.status < 500 && wordsFor(problem.code, language) !== null;
}

function wordsFor(code: string, { knows }: Language): Key | null {
  const own = `problem.${code}`;
  const other = `problem.${LIKE[code]}`;
  if (knows(own)) return own;
  return knows(other) ? other : null;
}

function waiting(seconds: number, say: Language["say"]): string {
  const minutes = Math.ceil(seconds / 60);
  return seconds > 90 ? say("minutes", { n: minutes }) : say("seconds", { n: seconds });
}
