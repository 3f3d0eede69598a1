import { useInfiniteQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { useDeed } from "./deed";

/** An account's payments, newest first, a page at a time. */
export function usePayments(number: string) {
  return useInfiniteQuery({
    queryKey: ["payments", number],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(
        api.GET("/accounts/{number}/payments", {
          params: { path: { number }, query: { before, limit: 20 } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? null,
  });
}

export interface NewPayment {
  account: string;
  document: string;
  amount: string;
  text: string;
}

/** Records a payment, once per document: sent again it is answered again. */
export function useRecordPayment() {
  return useDeed((body: NewPayment) => read(api.POST("/payments", { body })));
}
