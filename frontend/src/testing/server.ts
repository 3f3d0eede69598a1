/** A server in memory: answers by method and path, and remembers what it was asked. */
import { vi } from "vitest";
import type { Problem } from "../api/types";

type Reply = Response | Promise<Response>;
type Answer = object | ((request: Request) => Reply);

interface Seen {
  call: string;
  query: string;
  key: string | null;
  token: string | null;
  body: unknown;
}

export interface Server {
  /** Every call but reads, in order. */
  acts: Seen[];
  /** Answers a call, such as `GET /summary`, from now on. */
  on(call: string, answer: Answer): void;
}

/** Takes the place of `fetch` until the test is over. */
export function startServer(answers: Record<string, Answer> = {}): Server {
  const known = new Map(Object.entries(answers));
  const acts: Seen[] = [];
  const respond = async (input: Request | string, init?: RequestInit) => {
    const request =
      input instanceof Request ? input : new Request(new URL(input, location.href), init);
    const path = new URL(request.url).pathname.replace(/^\/api\/\w+\/v1/, "");
    const call = `${request.method} ${path}`;
    if (request.method !== "GET") acts.push(await seen(call, request.clone()));
    const answer = known.get(call);
    if (answer === undefined) return problem(404, "not_found");
    return typeof answer === "function" ? answer(request) : Response.json(answer);
  };
  vi.stubGlobal("fetch", respond);
  return { acts, on: (call, answer) => known.set(call, answer) };
}

async function seen(call: string, request: Request): Promise<Seen> {
  const { headers } = request;
  const text = await request.text();
  return {
    call,
    query: new URL(request.url).search,
    key: headers.get("Idempotency-Key"),
    token: headers.get("X-CSRF-Token"),
    body: isJson(headers) ? JSON.parse(text) : text || null,
  };
}

function isJson(headers: Headers): boolean {
  return headers.get("Content-Type")?.startsWith("application/json") ?? false;
}

/** A refusal, as the server documents it. */
export function problem(
  status: number,
  code: string,
  advice: Problem["advice"] = "never",
  headers: Record<string, string> = {},
  more: Partial<Problem> = {},
): Response {
  const body = {
    type: code,
    title: `title of ${code}`,
    status,
    code,
    advice,
    correlation_id: "c-1",
    ...more,
  };
  return Response.json(body, { status, headers });
}

/** The line is cut: nobody knows whether the call arrived. */
export function cut(): Promise<Response> {
  return Promise.reject(new TypeError("Failed to fetch"));
}
