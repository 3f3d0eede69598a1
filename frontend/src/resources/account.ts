import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../api/client";
import type { Subscription } from "../api/types";
import { createPatience } from "./patience";

/** While a storefront is open, the platform may sell something at any moment. */
export const WATCH = 5_000;

interface Watching {
  watched?: boolean;
}

/** The account at a glance. `watched`: read again and again. */
export function useSummary({ watched = false }: Watching = {}) {
  return useQuery({
    queryKey: ["summary"],
    queryFn: () => read(api.GET("/summary")),
    refetchInterval: watched ? WATCH : false,
  });
}

/** Who holds the account, and what it may spend. */
export function useProfile() {
  return useQuery({ queryKey: ["profile"], queryFn: () => read(api.GET("/profile")) });
}

/** All subscriptions. `watched`: read again and again; what is under way is looked for by itself. */
export function useSubscriptions({ watched = false }: Watching = {}) {
  const [pause] = useState(() => createPatience(WATCH));
  return useQuery({
    queryKey: ["subscriptions"],
    queryFn: () => read(api.GET("/subscriptions")),
    refetchInterval: ({ state }) => {
      const reads = state.dataUpdateCount + state.errorUpdateCount;
      const wait = pause(underWay(state.data?.subscriptions), reads);
      return watched ? WATCH : wait;
    },
  });
}

/** Of which something becomes by itself, and soon. */
function underWay(subscriptions: Subscription[] = []): string {
  return subscriptions
    .filter(({ platform_told, state }) => state === "pending" || platform_told === "waiting")
    .map(({ id, state }) => id + state)
    .join();
}

/** One subscription with its history. */
export function useSubscription(id: string) {
  return useQuery({
    queryKey: ["subscriptions", id],
    queryFn: () => read(api.GET("/subscriptions/{id}", { params: { path: { id } } })),
  });
}

const ASK_AGAIN = 30_000;

const activationOf = (id: string) =>
  queryOptions({
    queryKey: ["activation", id],
    queryFn: () => read(api.GET("/subscriptions/{id}/activation", { params: { path: { id } } })),
  });

/** Keys and links, asked of the platform; asked again while they are being made. */
export function useActivation(id: string) {
  return useQuery({
    ...activationOf(id),
    refetchInterval: (query) => (query.state.data?.activation === "pending" ? ASK_AGAIN : false),
  });
}

/**
 * Whether its platform lets go of it with a bundle only. The platform is asked once, and only of what
 * could be left; while nobody knows, it is not so: leaving never waits for a platform.
 */
export function useIsBundled({ acts, has_activation, id }: Subscription): boolean {
  const { data } = useQuery({
    ...activationOf(id),
    enabled: has_activation && acts.includes("unsubscribe"),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data?.may_unsubscribe === false;
}
