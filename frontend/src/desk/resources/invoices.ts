import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { useDeed } from "./deed";

/** An account's documents, newest first; drafts lead. */
export function useInvoices(number: string) {
  return useQuery({
    queryKey: ["invoices", number],
    queryFn: () => read(api.GET("/accounts/{number}/invoices", { params: { path: { number } } })),
  });
}

/** Makes final what a month has. */
export function useFinalise(number: string) {
  return useDeed((month: string) =>
    read(
      api.POST("/accounts/{number}/invoices", { params: { path: { number } }, body: { month } }),
    ),
  );
}

/** Credits all that is left of an invoice; `left` is what was read, so nothing is done twice. */
export function useCredit(number: string, id: string) {
  return useDeed((body: { left: string; reason: string }) =>
    read(
      api.POST("/accounts/{number}/invoices/{id}/credit-notes", {
        params: { path: { number, id } },
        body,
      }),
    ),
  );
}

export function useInvoice(number: string, id: string) {
  return useQuery({
    queryKey: ["invoices", number, id],
    queryFn: () =>
      read(api.GET("/accounts/{number}/invoices/{id}", { params: { path: { number, id } } })),
  });
}
