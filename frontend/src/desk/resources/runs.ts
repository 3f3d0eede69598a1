import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { Run } from "../api/types";
import { useDeed } from "./deed";

const WATCH = 1_500;

/** Whether something becomes of a run by itself. */
export function isUnderWay({ state }: Run): boolean {
  return state === "planning" || state === "applying";
}

/** The latest runs, newest first. */
export function useRuns() {
  return useQuery({
    queryKey: ["runs"],
    queryFn: () => read(api.GET("/runs")),
    refetchInterval: ({ state }) => (state.data?.runs.some(isUnderWay) ? WATCH : false),
  });
}

/** A run; while it is under way it is read again and again. */
export function useRun(id: string) {
  return useQuery({
    queryKey: ["runs", id],
    queryFn: () => read(api.GET("/runs/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? WATCH : false),
  });
}

export function usePlanRun() {
  return useDeed(() => read(api.POST("/runs", { body: {} })));
}

/** Charges exactly the plan that was reviewed. */
export function useApproveRun(id: string) {
  return useDeed((hash: string) =>
    read(api.POST("/runs/{id}/approval", { params: { path: { id } }, body: { hash } })),
  );
}

export function useCancelRun(id: string) {
  return useDeed(() =>
    read(api.POST("/runs/{id}/cancellation", { params: { path: { id } }, body: {} })),
  );
}

/** Subscriptions that runs have left to a person. */
export function useParked() {
  return useQuery({ queryKey: ["parked"], queryFn: () => read(api.GET("/parked")) });
}

export function useResumeParked(id: string) {
  return useDeed((policy: "all" | "current") =>
    read(api.POST("/parked/{id}/resumption", { params: { path: { id } }, body: { policy } })),
  );
}
