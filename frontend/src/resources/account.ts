import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { Subscription } from "../api/types";

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

/** All subscriptions. `watched`: read again and again, as while something is under way. */
export function useSubscriptions({ watched = false }: Watching = {}) {
  return useQuery({
    queryKey: ["subscriptions"],
    queryFn: () => read(api.GET("/subscriptions")),
    refetchInterval: ({ state }) =>
      watched || state.data?.subscriptions.some(isUnderWay) ? WATCH : false,
  });
}

/** Whether something becomes of it by itself, and soon. */
function isUnderWay({ platform_told, state }: Subscription): boolean {
  return state === "pending" || platform_told === "waiting";
}

/** One subscription with its history. */
export function useSubscription(id: string) {
  return useQuery({
    queryKey: ["subscriptions", id],
    queryFn: () => read(api.GET("/subscriptions/{id}", { params: { path: { id } } })),
  });
}

const ASK_AGAIN = 30_000;

/** Keys and links, asked of the platform; asked again while they are being made. */
export function useActivation(id: string) {
  return useQuery({
    queryKey: ["activation", id],
    queryFn: () => read(api.GET("/subscriptions/{id}/activation", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.activation === "pending" ? ASK_AGAIN : false),
  });
}
