import { createContext, useContext } from "react";
import type { Session } from "../api/types";
import type { Operation } from "./operations";

/** Who is at the desk. */
export const SessionContext = createContext<Session | null>(null);

export function useMe(): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error("useMe is used below SessionContext");
  }
  return session;
}

/** Answers whether the role may do something. What it may not do is not shown; the server checks. */
export function useMay(): (operation: Operation) => boolean {
  const { operations } = useMe();
  return (operation) => operations.includes(operation);
}
