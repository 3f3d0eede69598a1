import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { ProductChange } from "../api/types";
import { useDeed } from "./deed";

export interface ProductQuery {
  search: string;
  integrator: string | null;
  incomplete_first: boolean;
}

/** Products, a page at a time. */
export function useProducts(query: ProductQuery) {
  return useInfiniteQuery({
    queryKey: ["products", query],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: after }) =>
      read(api.GET("/products", { params: { query: { ...query, after } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** What billing charges and whoever wants to can subscribe to. */
export function useOwnProducts() {
  return useQuery({
    queryKey: ["products", "own"],
    queryFn: async () => {
      const { products } = await read(api.GET("/products", { params: { query: { limit: 200 } } }));
      return products.filter(
        ({ archived_on, complete, mode }) => complete && mode === "billing" && !archived_on,
      );
    },
  });
}

export function useProduct(id: string) {
  return useQuery({
    queryKey: ["products", "one", id],
    queryFn: () => read(api.GET("/products/{id}", { params: { path: { id } } })),
  });
}

/** A product to be, or changes of one: what is left out stays as it is. */
export function useSaveProduct() {
  return useDeed((body: ProductChange) => read(api.POST("/products", { body })));
}

export function useArchiveProduct(id: string) {
  return useDeed((body: { on: string | null; undo: boolean; reason: string }) =>
    read(api.POST("/products/{id}/archive", { params: { path: { id } }, body })),
  );
}

export interface NewPrice {
  amount: string;
  valid_from: string;
  existing_from: string | null;
  replace: boolean;
  reason: string;
}

export function useSetPrice(id: string) {
  return useDeed((body: NewPrice) =>
    read(api.POST("/products/{id}/prices", { params: { path: { id } }, body })),
  );
}

export interface NewRegistration {
  number: string;
  since: string;
  last_day: string | null;
  reason: string;
}

export function useRegisterProduct(id: string) {
  return useDeed((body: NewRegistration) =>
    read(api.POST("/products/{id}/registrations", { params: { path: { id } }, body })),
  );
}
