/** The pages about documents: whoever sees one soon sees another, so their code comes together. */
export { AdvancePage } from "./AdvancePage";
export { DraftPage } from "./DraftPage";
export { InvoicePage } from "./InvoicePage";
export { InvoicesPage } from "./InvoicesPage";
