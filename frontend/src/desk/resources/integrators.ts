import { useMutation, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { IntegratorChange, NewIntegrator } from "../api/types";
import { useDeed } from "./deed";

/** How platforms may speak. */
export function useDialects() {
  return useQuery({ queryKey: ["dialects"], queryFn: () => read(api.GET("/dialects")) });
}

export function useIntegrators() {
  return useQuery({ queryKey: ["integrators"], queryFn: () => read(api.GET("/integrators")) });
}

export function useIntegrator(code: string) {
  return useQuery({
    queryKey: ["integrators", code],
    queryFn: () => read(api.GET("/integrators/{code}", { params: { path: { code } } })),
  });
}

/** Connects a platform; the answer has its secret, once. */
export function useAddIntegrator() {
  return useDeed((body: NewIntegrator) => read(api.POST("/integrators", { body })));
}

export function useChangeIntegrator(code: string) {
  return useDeed((body: IntegratorChange) =>
    read(api.PATCH("/integrators/{code}", { params: { path: { code } }, body })),
  );
}

/** A new secret; the old one stays valid for seven days. */
export function useRotateSecret(code: string) {
  return useDeed((body: { secret: string | null; reason: string }) =>
    read(api.POST("/integrators/{code}/secret", { params: { path: { code } }, body })),
  );
}

/** Calls the platform and waits to be called back: it answers when that is over. */
export function useTestConnection(code: string) {
  return useMutation({
    mutationFn: (body: { account: string; wait_seconds: number }) =>
      read(api.POST("/integrators/{code}/test", { params: { path: { code } }, body })),
  });
}
