/** Where an advance invoice is on paper. */
export function advancePdf(id: string): string {
  return `/advance-invoices/${id}/document.pdf`;
}
