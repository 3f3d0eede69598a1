import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { components } from "../api/schema";
import { useKeyedDeed } from "./deed";

export type ActWish = components["schemas"]["StaffActRequest"];

/** All subscriptions of an account. */
export function useSubscriptions(number: string) {
  return useQuery({
    queryKey: ["subscriptions", number],
    queryFn: () =>
      read(api.GET("/accounts/{number}/subscriptions", { params: { path: { number } } })),
  });
}

/** One of them with its history, periods, instructions and consents. */
export function useSubscription(number: string, id: string) {
  return useQuery({
    queryKey: ["subscriptions", number, id],
    queryFn: () =>
      read(api.GET("/accounts/{number}/subscriptions/{id}", { params: { path: { number, id } } })),
  });
}

/** What an act would do. Nothing is changed, and nothing is kept. */
export function useActPreview(number: string, id: string, wish: ActWish) {
  return useQuery({
    queryKey: ["preview", number, id, wish],
    queryFn: () => {
      const params = { path: { number, id } };
      return read(
        api.POST("/accounts/{number}/subscriptions/{id}/previews", { params, body: wish }),
      );
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Does an act for a subscriber; tried again, it happens once. */
export function useAct(number: string, id: string) {
  return useKeyedDeed((wish: ActWish & { reason: string }, header) => {
    const params = { path: { number, id }, header };
    return read(api.POST("/accounts/{number}/subscriptions/{id}/acts", { params, body: wish }));
  });
}

/** What subscribing would do, and the offer to be accepted; `null`: no product is chosen yet. */
export function useSubscribePreview(number: string, productId: string | null, quantity: number) {
  return useQuery({
    queryKey: ["preview", number, productId, quantity],
    enabled: productId !== null,
    queryFn: () =>
      read(
        api.POST("/accounts/{number}/previews", {
          params: { path: { number } },
          body: { product_id: productId ?? "", quantity },
        }),
      ),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Subscribes for a subscriber who has accepted the offer; tried again, it happens once. */
export function useSubscribe(number: string) {
  return useKeyedDeed((body: components["schemas"]["OnBehalfRequest"], header) =>
    read(
      api.POST("/accounts/{number}/subscriptions", { params: { path: { number }, header }, body }),
    ),
  );
}
