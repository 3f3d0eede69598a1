/** The two ways in which a call fails: the server said no, or nothing was heard of it. */
import type { Problem } from "./types";

type Needed = "code" | "title" | "status" | "advice" | "correlation_id";
type Told = Pick<Problem, Needed> & Partial<Pick<Problem, "errors" | "missing">>;

/** The server answered with a problem document. `retryAfter`: seconds, where it named them. */
export class Refused extends Error {
  constructor(
    readonly problem: Told,
    readonly retryAfter: number | null = null,
  ) {
    super(problem.title);
  }
}

/** No answer came. What was asked may have happened all the same. */
export class Unreachable extends Error {}

/** Whether it is worth asking again: nobody can tell yet how the call ended, or it was not begun. */
export function isUnsettled(error: unknown): boolean {
  if (error instanceof Refused) {
    return error.problem.status >= 500 || error.problem.advice === "retry_same_id";
  }
  return error instanceof Unreachable;
}

/** Reads an answer that is no success; a proxy's page in place of a problem is put up with. */
export function refusal(body: unknown, response: Response): Refused {
  const seconds = Number(response.headers.get("Retry-After"));
  return new Refused(isProblem(body) ? body : foreign(response), seconds > 0 ? seconds : null);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "title" in body;
}

function foreign(response: Response): Told {
  return {
    code: "",
    title: `HTTP ${response.status}`,
    status: response.status,
    advice: "none",
    correlation_id: "",
  };
}
