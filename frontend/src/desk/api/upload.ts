/** Sends a CSV file as the body of a request. Throws `Refused` or `Unreachable`. */
import { refusal, Unreachable } from "../../api/failure";
import { send } from "../../api/send";
import { addressOf } from "./client";

export async function upload(path: string, file: File): Promise<Response> {
  const request = new Request(addressOf(path), {
    method: "POST",
    headers: { "Content-Type": "text/csv" },
    body: file,
  });
  const response = await send(request).catch((cause: unknown) => {
    throw new Unreachable("no answer", { cause });
  });
  if (!response.ok) {
    const problem: unknown = await response.json().catch(() => null);
    throw refusal(problem, response);
  }
  return response;
}
