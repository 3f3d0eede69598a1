import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { CorrectionWish } from "../api/types";
import { useDeed, useKeyedDeed } from "./deed";

/** An account's charges, newest first, a page at a time. */
export function useCharges(account: string) {
  return useInfiniteQuery({
    queryKey: ["charges", account],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/charges", { params: { query: { account, before, limit: 20 } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** A charge with its entries, refunds, documents and corrections. */
export function useCharge(id: string) {
  return useQuery({
    queryKey: ["charges", "one", id],
    queryFn: () => read(api.GET("/charges/{id}", { params: { path: { id } } })),
  });
}

/** Gives a charge back, whole or in part; tried again, it happens once. */
export function useCorrectCharge(id: string) {
  return useKeyedDeed((body: CorrectionWish, header) =>
    read(api.POST("/charges/{id}/corrections", { params: { path: { id }, header }, body })),
  );
}

/** Corrections, newest first. `isPending`: those alone that wait for a second person. */
export function useCorrections(isPending: boolean) {
  return useInfiniteQuery({
    queryKey: ["corrections", isPending],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(
        api.GET("/corrections", {
          params: { query: { before, ...(isPending && { state: "pending" as const }) } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? null,
  });
}

export function useConfirmCorrection(id: string) {
  return useDeed(() =>
    read(api.POST("/corrections/{id}/confirmation", { params: { path: { id } }, body: {} })),
  );
}

export function useRejectCorrection(id: string) {
  return useDeed((reason: string) =>
    read(api.POST("/corrections/{id}/rejection", { params: { path: { id } }, body: { reason } })),
  );
}
