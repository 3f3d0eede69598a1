import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { components } from "../api/schema";
import type { Reconciliation } from "../api/types";
import { upload } from "../api/upload";
import { useDeed } from "./deed";

type Schemas = components["schemas"];

/** What was agreed with a platform, the last recorded first. */
export function useAgreements(code: string) {
  return useQuery({
    queryKey: ["agreements", code],
    queryFn: () => read(api.GET("/integrators/{code}/agreements", { params: { path: { code } } })),
  });
}

export function useSetAgreement(code: string) {
  return useDeed((body: Schemas["AgreementRequest"]) =>
    read(api.POST("/integrators/{code}/agreements", { params: { path: { code } }, body })),
  );
}

/** A platform's registers that were compared, newest first. */
export function useReconciliations(code: string) {
  return useInfiniteQuery({
    queryKey: ["reconciliations", code],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(
        api.GET("/integrators/{code}/reconciliations", {
          params: { path: { code }, query: { before, limit: 20 } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? null,
  });
}

export interface Register {
  file: File;
  encoding: string;
  from: string;
  to: string;
}

/** Compares a register with our charges. No money moves. */
export function useReconcile(code: string) {
  return useDeed(async ({ file, encoding, from, to }: Register): Promise<Reconciliation> => {
    const query = new URLSearchParams({ from, to, encoding });
    const response = await upload(`/integrators/${code}/reconciliations?${query}`, file);
    return (await response.json()) as Reconciliation;
  });
}

/** A reconciliation, and what did not match, a page at a time. */
export function useReconciliation(id: string, isOpen: boolean) {
  return useInfiniteQuery({
    queryKey: ["reconciliations", "one", id, isOpen],
    initialPageParam: 0,
    queryFn: ({ pageParam: after }) =>
      read(
        api.GET("/reconciliations/{id}", {
          params: { path: { id }, query: { after, open: isOpen } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** Settles a difference by what is offered for it, once. */
export function useSettleDifference(id: string, line: number) {
  return useDeed((body: Schemas["SettlementRequest"]) =>
    read(
      api.POST("/reconciliations/{id}/lines/{line}/settlement", {
        params: { path: { id, line } },
        body,
      }),
    ),
  );
}
