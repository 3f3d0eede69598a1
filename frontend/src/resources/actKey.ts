import { useState } from "react";
import { isUnsettled } from "../api/failure";

interface ActKey {
  readonly current: string;
  /** Takes note of how a try ended. */
  settle(error: unknown): void;
}

/**
 * The key under which an act happens once. Made with the dialog, it stays the same while nobody
 * knows whether the act happened. A clear refusal is stored under it: the next try needs another.
 */
export function useActKey(): ActKey {
  const [key] = useState(newActKey);
  return key;
}

function newActKey(): ActKey {
  let current = crypto.randomUUID();
  return {
    get current() {
      return current;
    },
    settle(error) {
      if (!isUnsettled(error)) current = crypto.randomUUID();
    },
  };
}
