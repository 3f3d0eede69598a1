import type { Invoice } from "../../api/types";
import { Facts } from "../../components/Facts";
import { useLanguage } from "../../words/context";
import { DocumentLine } from "./DocumentLine";
import { InvoiceStatus } from "./InvoiceStatus";

/** Who pays whom for what, and the tax in it. */
export function DocumentBody({ invoice }: { invoice: Invoice }) {
  const { say, day, money, month } = useLanguage();
  return (
    <div className="card document">
      <InvoiceStatus status={invoice.status} />
      <Facts
        facts={[
          [say("invoice.seller"), invoice.seller],
          [say("invoice.payer"), invoice.payer],
          [say("signin.account"), invoice.account],
          [say("months.month"), month(invoice.month)],
          [say("invoice.date"), invoice.issued_on ? day(invoice.issued_on) : null],
        ]}
      />
      <table>
        <caption className="unseen">{say("invoice.lines")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("invoice.what")}</th>
            <th scope="col">{say("vat")}</th>
            <th scope="col" className="number">
              {say("invoice.sum")}
            </th>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a document's lines never move
            <DocumentLine key={place} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {say("total")}
            </th>
            <td className="number">{money(invoice.total)}</td>
          </tr>
          <tr>
            <th scope="row" colSpan={2}>
              {say("invoice.vat_total")}
            </th>
            <td className="number">{money(invoice.vat_total)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
