import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { paths } from "../api/schema";
import type { AdvanceInvoice } from "../api/types";
import { useDeed } from "./deed";

export type ComingQuery = NonNullable<paths["/forecast"]["get"]["parameters"]["query"]>;

/** What the latest look ahead foresaw for everybody. */
export function useComing(query: ComingQuery) {
  return useQuery({
    queryKey: ["forecast", query],
    queryFn: () => read(api.GET("/forecast", { params: { query } })),
    retry: false,
  });
}

/** What will be debited from an account. */
export function useAccountForecast(number: string) {
  return useQuery({
    queryKey: ["accounts", number, "forecast"],
    queryFn: () => read(api.GET("/accounts/{number}/forecast", { params: { path: { number } } })),
  });
}

export interface AdvanceQuery {
  account: string | null;
  state: AdvanceInvoice["state"] | null;
}

/** Invoices for what is coming, newest first, a page at a time. */
export function useAdvanceInvoices(query: AdvanceQuery) {
  return useInfiniteQuery({
    queryKey: ["advance-invoices", query],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/advance-invoices", { params: { query: { ...query, before } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

export function useAdvanceInvoice(id: string) {
  return useQuery({
    queryKey: ["advance-invoices", id],
    queryFn: () => read(api.GET("/advance-invoices/{id}", { params: { path: { id } } })),
  });
}

/** Takes an open one back. */
export function useVoidAdvance(id: string) {
  return useDeed((reason: string) =>
    read(
      api.POST("/advance-invoices/{id}/voiding", { params: { path: { id } }, body: { reason } }),
    ),
  );
}
