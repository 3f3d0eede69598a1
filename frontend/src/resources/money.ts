import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";

/** What the last twelve months cost. */
export function useMonths() {
  return useQuery({ queryKey: ["months"], queryFn: () => read(api.GET("/months")) });
}

const PAGE = 30;

/** Money that came and went, newest first, a page at a time. */
export function useMovements() {
  return useInfiniteQuery({
    queryKey: ["movements"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/movements", { params: { query: { before, limit: PAGE } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** Documents, newest first. */
export function useInvoices() {
  return useQuery({ queryKey: ["invoices"], queryFn: () => read(api.GET("/invoices")) });
}

/** A final document by its id. */
export function useInvoice(id: string) {
  return useQuery({
    queryKey: ["invoices", id],
    queryFn: () => read(api.GET("/invoices/{id}", { params: { path: { id } } })),
  });
}

/** The document that a month would get now. */
export function useDraft(month: string) {
  return useQuery({
    queryKey: ["drafts", month],
    queryFn: () => read(api.GET("/drafts/{month}", { params: { path: { month } } })),
  });
}
