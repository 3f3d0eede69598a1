/** What the cabinet says by itself: shown for a while, read out by screen readers. */
import { useSyncExternalStore } from "react";

const SHOWN = 8_000;
const listeners = new Set<() => void>();
let text = "";
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(message: string): void {
  set(message);
  clearTimeout(timer);
  timer = setTimeout(() => set(""), SHOWN);
}

export function useAnnouncement(): string {
  return useSyncExternalStore(subscribe, () => text);
}

function set(message: string): void {
  text = message;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
