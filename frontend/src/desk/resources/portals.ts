import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { NewPortal, PortalChange } from "../api/types";
import { useDeed } from "./deed";

export function usePortals() {
  return useQuery({ queryKey: ["portals"], queryFn: () => read(api.GET("/portals")) });
}

/** A portal with what it has used of its quotas. */
export function usePortal(code: string) {
  return useQuery({
    queryKey: ["portals", code],
    queryFn: () => read(api.GET("/portals/{code}", { params: { path: { code } } })),
  });
}

/** Lets a portal in; the answer has its secret, once. */
export function useAddPortal() {
  return useDeed((body: NewPortal) => read(api.POST("/portals", { body })));
}

export function useChangePortal(code: string) {
  return useDeed((body: PortalChange) =>
    read(api.PATCH("/portals/{code}", { params: { path: { code } }, body })),
  );
}

/** A new secret; the old one stays valid for seven days. */
export function useRotatePortalSecret(code: string) {
  return useDeed((reason: string) =>
    read(api.POST("/portals/{code}/secret", { params: { path: { code } }, body: { reason } })),
  );
}

/** Accounts that it acts for, by number, a page at a time. */
export function useBindings(code: string) {
  return useInfiniteQuery({
    queryKey: ["portals", code, "bindings"],
    initialPageParam: "",
    queryFn: ({ pageParam: after }) =>
      read(api.GET("/portals/{code}/bindings", { params: { path: { code }, query: { after } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

export function useBindAccounts(code: string) {
  return useDeed((body: { accounts: string[]; reason: string }) =>
    read(api.POST("/portals/{code}/bindings", { params: { path: { code } }, body })),
  );
}

export function useUnbind(code: string, id: string) {
  return useDeed(() =>
    read(api.DELETE("/portals/{code}/bindings/{id}", { params: { path: { code, id } } })),
  );
}
