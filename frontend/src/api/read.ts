/** How an answer becomes its document, or a failure. */
import { refusal, Unreachable } from "./failure";

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
