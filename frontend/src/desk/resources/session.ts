import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Refused } from "../../api/failure";
import { keepToken } from "../../api/token";
import { tellTabs } from "../../resources/tabs";
import { api, read } from "../api/client";
import type { Session } from "../api/types";

const KEY = ["session"];

/** Who is signed in; `null`: nobody. */
export function useSession() {
  const client = useQueryClient();
  return useQuery({ queryKey: KEY, queryFn: async () => accept(client, await fetchSession()) });
}

async function fetchSession(): Promise<Session | null> {
  try {
    return await read(api.GET("/session"));
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 401) return null;
    throw error;
  }
}

/** What was read by one person is never shown to another. */
function accept(client: QueryClient, session: Session | null): Session | null {
  const before = client.getQueryData<Session | null>(KEY);
  if (session && before && before.name !== session.name) forget(client);
  keepToken(session?.csrf_token ?? null);
  return session;
}

function forget(client: QueryClient): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}

/** Asks again who is signed in, and what they may do. */
export function recheckSession(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: KEY });
}

export interface SignIn {
  name: string;
  password: string;
  code: string | null;
}

/** Signs in. What failed meanwhile is read again. `formerly`: whose page is still on the screen. */
export function useSignIn(formerly: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SignIn) => read(api.POST("/session", { body })),
    onSuccess: (session) => {
      if (session.name !== formerly) forget(client);
      client.setQueryData(KEY, accept(client, session));
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
      tellTabs();
    },
  });
}

/** Ends this session, or all of one's own. `onLeft` is called when nobody is signed in any more. */
export function useSignOut(scope: "/session" | "/sessions", onLeft: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => read(api.DELETE(scope)),
    onSuccess: () => {
      client.setQueryData(KEY, accept(client, null));
      onLeft();
      forget(client);
      tellTabs();
    },
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current: string; new: string }) => read(api.POST("/password", { body })),
  });
}

/** A secret for an authenticator; nothing asks for it until a code has confirmed it. */
export function useBeginTotp() {
  return useMutation({
    mutationFn: (password: string) => read(api.POST("/totp", { body: { password } })),
  });
}

export function useConfirmTotp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => read(api.POST("/totp/confirmation", { body: { code } })),
    onSuccess: () => recheckSession(client),
  });
}

export function useRemoveTotp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => read(api.POST("/totp/removal", { body: { password } })),
    onSuccess: () => recheckSession(client),
  });
}
