import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { Role } from "../api/types";
import { useDeed } from "./deed";

/** Everybody of the staff, by name. */
export function useStaff() {
  return useQuery({ queryKey: ["staff"], queryFn: () => read(api.GET("/staff")) });
}

export function useAddMember() {
  return useDeed((body: { name: string; role: Role }) => read(api.POST("/staff", { body })));
}

export function useChangeMember(name: string) {
  return useDeed((body: { role?: Role; enabled?: boolean }) =>
    read(api.PATCH("/staff/{name}", { params: { path: { name } }, body })),
  );
}

/** A new password, told once. Sessions and the second factor end. */
export function useResetPassword(name: string) {
  return useDeed(() =>
    read(api.POST("/staff/{name}/password", { params: { path: { name } }, body: {} })),
  );
}
