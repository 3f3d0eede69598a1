import { createContext, useContext } from "react";

export const LeaveContext = createContext<() => void>(() => {});

/** Returns what to call when a subscriber leaves on purpose: the page goes, too. */
export function useLeave(): () => void {
  return useContext(LeaveContext);
}
