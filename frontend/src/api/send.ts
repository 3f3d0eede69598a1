/** How every request leaves: acts with a token, an ended session told to whoever listens. */
import { keepToken, obtainToken } from "./token";

type Listener = () => void;
const listeners = new Set<Listener>();

/** Calls back when an answer says that nobody is signed in. Returns how to stop that. */
export function onSessionLost(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sends a request of a page of ours. A token that is refused is asked for anew, once. */
export async function send(request: Request): Promise<Response> {
  const isSession = new URL(request.url).pathname.endsWith("/session");
  const isOpen = request.method === "GET" || (isSession && request.method === "POST");
  const response = isOpen ? await fetch(request) : await sendAct(request);
  if (response.status === 401 && !isSession) {
    for (const listener of listeners) listener();
  }
  return response;
}

async function sendAct(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await withToken(request);
  if (response.status !== 403) {
    return response;
  }
  keepToken(null);
  return withToken(again);
}

async function withToken(request: Request): Promise<Response> {
  const sessionUrl = request.url.replace(/(\/api\/\w+\/v1)\/.*$/, "$1/session");
  request.headers.set("X-CSRF-Token", await obtainToken(sessionUrl));
  return fetch(request);
}
