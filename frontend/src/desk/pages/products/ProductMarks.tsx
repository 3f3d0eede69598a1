import { Badge } from "../../../components/Badge";
import type { ProductSummary } from "../../api/types";
import { useWords } from "../../words/words";

/** What is unusual about a product: it lacks something, or is offered no more. */
export function ProductMarks({ product }: { product: ProductSummary }) {
  const { say, day } = useWords();
  const { archived_on, complete } = product;
  return (
    <>
      {!complete && (
        <Badge tone="warn" icon="alert">
          {say("product.incomplete")}
        </Badge>
      )}
      {archived_on && (
        <Badge tone="calm" icon="stop">
          {say("product.archived", { day: day(archived_on) })}
        </Badge>
      )}
    </>
  );
}
