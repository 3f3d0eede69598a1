import { useMutation, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { Act, Preview } from "../api/types";
import { useActKey } from "./actKey";
import { useChanged } from "./changes";

/** What an act would do. Nothing is changed by it, and nothing is kept. */
export function useActPreview(id: string, act: Act) {
  return useQuery({
    queryKey: ["preview", "act", id, act],
    queryFn: () =>
      read(api.POST("/subscriptions/{id}/previews", { params: { path: { id } }, body: { act } })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Does an act; tried again, it happens once. */
export function useAct(id: string) {
  const key = useActKey();
  const changed = useChanged();
  return useMutation({
    mutationFn: (act: Act) => {
      const params = { path: { id }, header: { "Idempotency-Key": key.current } };
      return read(api.POST("/subscriptions/{id}/acts", { params, body: { act } }));
    },
    onSuccess: changed,
    onError: key.settle,
  });
}

/** Subscribes to a product under the offer that was shown; tried again, it happens once. */
export function useSubscribe(productId: string) {
  const key = useActKey();
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ version, hash }: Preview["offer"]) => {
      const params = { header: { "Idempotency-Key": key.current } };
      const wish = { product_id: productId, quantity: 1 };
      const body = { ...wish, offer_version: version, offer_hash: hash };
      return read(api.POST("/subscriptions", { params, body }));
    },
    onSuccess: changed,
    onError: key.settle,
  });
}
