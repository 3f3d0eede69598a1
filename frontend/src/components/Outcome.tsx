import type { ReactNode } from "react";
import { isUnsettled } from "../api/failure";
import { useLanguage } from "../words/context";
import { Failure } from "./Failure";

interface Props {
  error: unknown;
  hint?: ReactNode;
}

/** How an act failed; and, where nobody knows whether it did, that trying again is safe. */
export function Outcome({ error, hint }: Props) {
  const { say } = useLanguage();
  if (!error) {
    return null;
  }
  return (
    <Failure error={error}>
      {isUnsettled(error) && <p>{say("outcome.unknown")}</p>}
      {hint}
    </Failure>
  );
}
