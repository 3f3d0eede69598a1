/** The typed client of the cabinet's REST. */
import createClient from "openapi-fetch";
import { refusal, Unreachable } from "./failure";
import type { paths } from "./schema";
import { send } from "./send";

const PREFIX = "/api/cabinet/v1";

export const api = createClient<paths>({ baseUrl: `${location.origin}${PREFIX}`, fetch: send });

/** Where a document is that the contract names by its path, such as a PDF. */
export function addressOf(path: string): string {
  return path.startsWith(PREFIX) ? path : `${PREFIX}${path}`;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's document. Throws `Refused` or `Unreachable`. */
export async function read<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    throw new Unreachable("no answer", { cause });
  });
  if (!response.ok) {
    throw refusal(error, response);
  }
  return data as T;
}
