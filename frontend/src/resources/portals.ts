import { useMutation, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { useChanged } from "./changes";

export type Decision = "accept" | "refuse" | "revoke";

/** Portals that want to act for the account, and those that may. */
export function usePortals() {
  return useQuery({ queryKey: ["portals"], queryFn: () => read(api.GET("/portals")) });
}

/** Lets a portal in or keeps it out. Done twice, it is refused clearly: nothing is doubled. */
export function useDecide(id: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (decision: Decision) =>
      read(api.POST(`/portals/{id}/${decision}`, { params: { path: { id } } })),
    onSuccess: changed,
  });
}
