/** The CSRF token that acts need. It lives in memory only and is asked for again when it is old. */
let token: string | null = null;

/** Keeps the token of a session; `null` forgets it. */
export function keepToken(fresh: string | null): void {
  token = fresh;
}

/** The token, from the session where none is kept; empty without a session. */
export async function obtainToken(sessionUrl: string): Promise<string> {
  if (token === null) {
    const response = await fetch(sessionUrl);
    token = response.ok ? ((await response.json()) as { csrf_token: string }).csrf_token : null;
  }
  return token ?? "";
}
