import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { tellTabs } from "./tabs";

/** Returns what to call after an act: everything shown about the account is read again. */
export function useChanged(): () => void {
  const client = useQueryClient();
  return () => {
    refresh(client);
    tellTabs();
  };
}

function refresh(client: QueryClient): void {
  void client.invalidateQueries({
    predicate: (query) => query.queryKey[0] !== "session" && query.queryKey[0] !== "preview",
  });
}
