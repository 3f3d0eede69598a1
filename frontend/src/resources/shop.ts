import { useMutation, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";

/** Everything that can be had. */
export function useCatalogue() {
  return useQuery({ queryKey: ["catalogue"], queryFn: () => read(api.GET("/catalogue")) });
}

/** Asks for a fresh link to a platform's storefront. It is good for one entry: kept nowhere. */
export function useStorefrontLink(code: string) {
  return useMutation({
    mutationFn: () =>
      read(
        api.POST("/storefronts/{code}/link", { params: { path: { code } }, body: { path: "/" } }),
      ),
  });
}

/** What subscribing would do, and the offer. Nothing is changed by it, and nothing is kept. */
export function usePreview(productId: string) {
  return useQuery({
    queryKey: ["preview", "product", productId],
    queryFn: () => read(api.POST("/previews", { body: { product_id: productId, quantity: 1 } })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
