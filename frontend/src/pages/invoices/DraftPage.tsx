import { useDraft } from "../../resources/money";
import { Document } from "./Document";

/** A month's document as it would be now. */
export function DraftPage({ month }: { month: string }) {
  return <Document query={useDraft(month)} />;
}
