import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { AccountChange, AccountStatus } from "../api/types";
import { useDeed } from "./deed";

/** What accounts are looked for by: a number's beginning, or words of the holder's name. */
export interface AccountQuery {
  words: string;
  status: AccountStatus | null;
}

/** What has a digit in it and nothing that a number cannot have. */
const NUMBER = /^[0-9A-Za-z._-]*[0-9][0-9A-Za-z._-]*$/;

/** Accounts by number, a page at a time. */
export function useAccounts({ words, status }: AccountQuery) {
  const said = NUMBER.test(words) ? { number: words } : { holder: words || null };
  return useInfiniteQuery({
    queryKey: ["accounts", words, status],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: after }) =>
      read(api.GET("/accounts", { params: { query: { ...said, status, after } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** One account in full. */
export function useAccount(number: string) {
  return useQuery({
    queryKey: ["accounts", number],
    queryFn: () => read(api.GET("/accounts/{number}", { params: { path: { number } } })),
  });
}

export interface NewAccount {
  number: string;
  holder: string;
  credit_limit: string;
}

export function useOpenAccount() {
  return useDeed((body: NewAccount) => read(api.POST("/accounts", { body })));
}

export function useChangeAccount(number: string) {
  return useDeed((body: AccountChange) =>
    read(api.PATCH("/accounts/{number}", { params: { path: { number } }, body })),
  );
}

export interface Promised {
  amount: string;
  days: number;
  reason: string;
}

export function usePromise(number: string) {
  return useDeed((body: Promised) =>
    read(api.POST("/accounts/{number}/promises", { params: { path: { number } }, body })),
  );
}

/** A new password for the cabinet, told once; or none any more. */
export function useSetPassword(number: string) {
  return useDeed((body: { remove: boolean; reason: string }) =>
    read(api.POST("/accounts/{number}/password", { params: { path: { number } }, body })),
  );
}
