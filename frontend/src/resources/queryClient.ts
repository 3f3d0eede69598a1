import { QueryClient } from "@tanstack/react-query";
import { isUnsettled } from "../api/failure";

const TRIES = 3;

/** Reads are tried again where that may help; nothing is ever written twice by itself. */
export function createQueryClient(pause = 1000): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        refetchOnReconnect: true,
        staleTime: 10_000,
        retry: (failures, error) => isUnsettled(error) && failures < TRIES - 1,
        retryDelay: (failures) => pause * 2 ** failures,
      },
      mutations: { networkMode: "always", gcTime: 0 },
    },
  });
}
