import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { api, read } from "../api/client";

export interface AuditQuery {
  actor: string | null;
  account: string | null;
  operation: string | null;
  since: string | null;
  until: string | null;
}

/** What was done, newest first, a page at a time. */
export function useAudit(query: AuditQuery) {
  return useInfiniteQuery({
    queryKey: ["audit", query],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/audit", { params: { query: { ...query, before } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** Recounts the chain of seals; that takes a while, so it is asked for. */
export function useVerifyAudit() {
  return useMutation({ mutationFn: () => read(api.GET("/audit/seals")) });
}
