import { useInvoice } from "../../resources/money";
import { Document } from "./Document";

/** A final document. */
export function InvoicePage({ id }: { id: string }) {
  return <Document query={useInvoice(id)} />;
}
