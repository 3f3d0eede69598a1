import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";

const PAGE = 20;

/** Invoices for coming debits, newest first, a page at a time. */
export function useAdvanceInvoices() {
  return useInfiniteQuery({
    queryKey: ["advance-invoices"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/advance-invoices", { params: { query: { before, limit: PAGE } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** One of them with its lines. */
export function useAdvanceInvoice(id: string) {
  return useQuery({
    queryKey: ["advance-invoices", "one", id],
    queryFn: () => read(api.GET("/advance-invoices/{id}", { params: { path: { id } } })),
  });
}
