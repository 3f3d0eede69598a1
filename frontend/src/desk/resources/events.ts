import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { paths } from "../api/schema";
import type { EndpointChange, NewEndpoint } from "../api/types";
import { useDeed } from "./deed";

export type DeliveryQuery = Omit<
  NonNullable<paths["/event-deliveries"]["get"]["parameters"]["query"]>,
  "before" | "limit"
>;

/** A reason that was not given is left out: here an empty one is none. */
function told<T extends { reason?: string }>(body: T): T {
  if (body.reason) return body;
  const { reason: _, ...rest } = body;
  return rest as T;
}

/** Where events go, the portals' endpoints among them. */
export function useEndpoints() {
  return useQuery({
    queryKey: ["event-endpoints"],
    queryFn: () => read(api.GET("/event-endpoints")),
  });
}

/** The answer has the secret, once. */
export function useAddEndpoint() {
  return useDeed((body: NewEndpoint) => read(api.POST("/event-endpoints", { body: told(body) })));
}

export function useChangeEndpoint(id: string) {
  return useDeed((body: EndpointChange) =>
    read(api.PATCH("/event-endpoints/{id}", { params: { path: { id } }, body: told(body) })),
  );
}

/** A new secret, once; the one before it signs as well for a day. */
export function useRotateEventSecret(id: string) {
  return useDeed((reason: string) =>
    read(
      api.POST("/event-endpoints/{id}/secret", {
        params: { path: { id } },
        body: told({ reason }),
      }),
    ),
  );
}

/** Sends a test event and says what came of it. */
export function usePing(id: string) {
  return useMutation({
    mutationFn: () =>
      read(api.POST("/event-endpoints/{id}/ping", { params: { path: { id } }, body: {} })),
  });
}

/** Everything since a moment, once more. */
export function useRedeliverSince(id: string) {
  return useDeed((body: { since: string; reason: string }) =>
    read(
      api.POST("/event-endpoints/{id}/redeliver", { params: { path: { id } }, body: told(body) }),
    ),
  );
}

/** Deliveries, newest events first, a page at a time. */
export function useDeliveries(query: DeliveryQuery) {
  return useInfiniteQuery({
    queryKey: ["event-deliveries", query],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/event-deliveries", { params: { query: { ...query, before } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

/** A delivery with its body and every attempt. */
export function useDelivery(endpoint: string, event: string) {
  return useQuery({
    queryKey: ["event-deliveries", endpoint, event],
    queryFn: () =>
      read(
        api.GET("/event-deliveries/{endpoint}/{event}", { params: { path: { endpoint, event } } }),
      ),
  });
}

export function useRedeliver(endpoint: string, event: string) {
  return useDeed(() =>
    read(
      api.POST("/event-deliveries/{endpoint}/{event}/redeliver", {
        params: { path: { endpoint, event } },
        body: {},
      }),
    ),
  );
}
