import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";

/** What platforms have asked of an account, newest first, a page at a time. */
export function useOperations(account: string) {
  return useInfiniteQuery({
    queryKey: ["operations", account],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/operations", { params: { query: { account, before, limit: 20 } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** The raw exchanges that an operation came with. */
export function useExchangesOf(correlationId: string) {
  return useQuery({
    queryKey: ["exchanges", correlationId],
    queryFn: () =>
      read(api.GET("/exchanges", { params: { query: { correlation_id: correlationId } } })),
  });
}

/** What was sent and what was answered, secrets masked. */
export function useExchange(id: number) {
  return useQuery({
    queryKey: ["exchanges", "one", id],
    queryFn: () => read(api.GET("/exchanges/{id}", { params: { path: { id } } })),
  });
}
