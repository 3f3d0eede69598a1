/** Tabs of one browser tell each other that something changed, so that they show the same. */
import type { QueryClient } from "@tanstack/react-query";

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("vitrina") : null;

export function tellTabs(): void {
  channel?.postMessage("changed");
}

/** Reads everything anew when another tab changed something. Returns how to stop that. */
export function listenToTabs(client: QueryClient): () => void {
  const onChange = () => void client.invalidateQueries();
  channel?.addEventListener("message", onChange);
  return () => channel?.removeEventListener("message", onChange);
}
