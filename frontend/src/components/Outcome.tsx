import { isUnsettled } from "../api/failure";
import { useLanguage } from "../words/context";
import { Failure } from "./Failure";

/** How an act failed; and, where nobody knows whether it did, that trying again is safe. */
export function Outcome({ error }: { error: unknown }) {
  const { say } = useLanguage();
  if (!error) {
    return null;
  }
  return <Failure error={error}>{isUnsettled(error) && <p>{say("outcome.unknown")}</p>}</Failure>;
}
