import { Refused } from "../api/failure";
import type { Language } from "../words/context";
import type { Key } from "../words/words";

/** Codes that are said like others. */
const LIKE: Readonly<Record<string, string>> = {
  rate_limited: "busy",
  transition_refused: "not_allowed",
  invalid_request: "invalid_fields",
  body_too_large: "invalid_fields",
  unsupported_media_type: "invalid_fields",
};

/** A failure in the reader's words. What has no words yet is said as the server says it. */
export function sentence(error: unknown, language: Language): string {
  const { say, money } = language;
  if (!(error instanceof Refused)) {
    return say("problem.unreachable");
  }
  const { code, errors, missing, title } = error.problem;
  if (code === "too_many_attempts") {
    return say("problem.too_many_attempts", { wait: waiting(error.retryAfter ?? 60, say) });
  }
  if (code === "not_enough_money" && missing) {
    return say("problem.not_enough_money.sum", { sum: money(missing) });
  }
  const flaw = `flaw.${errors?.[0]?.detail}`;
  const isKnown = code === "weak_password" && language.knows(flaw);
  const key = isKnown ? flaw : wordsFor(code, language);
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
