import type { ReactNode } from "react";
import type { Invoice } from "../../api/types";
import { useLanguage } from "../../words/context";
import { DocumentLine } from "./DocumentLine";

interface Props {
  document: Pick<Invoice, "lines" | "total" | "vat_total">;
  /** Rows below the sums. */
  children?: ReactNode;
}

/** What a document asks for, line by line, and the tax in it. */
export function DocumentLines({ document, children }: Props) {
  const { say, money } = useLanguage();
  return (
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
        {document.lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a document's lines never move
          <DocumentLine key={place} line={line} />
        ))}
      </tbody>
      <tfoot>
        <SumRow name={say("total")} sum={money(document.total)} />
        <SumRow name={say("invoice.vat_total")} sum={money(document.vat_total)} />
        {children}
      </tfoot>
    </table>
  );
}

/** A sum below the lines. */
export function SumRow({ name, sum }: { name: string; sum: string }) {
  return (
    <tr>
      <th scope="row" colSpan={2}>
        {name}
      </th>
      <td className="number">{sum}</td>
    </tr>
  );
}
