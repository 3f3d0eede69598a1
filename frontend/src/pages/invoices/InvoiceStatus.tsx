import type { InvoiceSummary } from "../../api/types";
import { Badge } from "../../components/Badge";
import { useLanguage } from "../../words/context";

/** How a document stands, where it is not simply final. */
export function InvoiceStatus({ status }: { status: InvoiceSummary["status"] }) {
  const { say } = useLanguage();
  if (status === "final") {
    return null;
  }
  const isDraft = status === "draft";
  return (
    <Badge tone={isDraft ? "warn" : "calm"} icon={isDraft ? "clock" : "cross"}>
      {say(`invoice.${status}`)}
    </Badge>
  );
}
