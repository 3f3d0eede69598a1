/** Answers that are streams: one JSON document a line, while the server works. */
import { Unreachable } from "../../api/failure";
import { upload } from "./upload";

/** Sends a file and reads the answer line by line. Throws `Refused` or `Unreachable`. */
export async function* linesOf<T>(path: string, file: File): AsyncGenerator<T> {
  const response = await upload(path, file);
  if (response.body) yield* documents<T>(response.body);
}

async function* documents<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new Unreachable("the answer ended in the middle", { cause });
    });
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as T;
    if (done) return;
  }
}
