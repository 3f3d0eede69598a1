import { Link } from "wouter";
import type { Coming, ComingTotal } from "../../api/types";
import { type Column, Table } from "../../components/Table";
import { type DeskLanguage, useWords } from "../../words/words";
import { drillOf, type Question } from "./question";

interface Props {
  coming: Coming;
  question: Question;
}

/** The forecast's numbers; a row leads to what it is made of. */
export function Totals({ coming, question }: Props) {
  const language = useWords();
  const { say, money, number } = language;
  const { by } = question;
  const isLast = by !== "day" && question.on !== undefined;
  const columns: Column<ComingTotal>[] = [
    {
      name: say(`coming.of.${by}`),
      cell: (row) => {
        const title = titleOf(row, by, language);
        return isLast ? title : <Link href={drillOf(question, row.key)}>{title}</Link>;
      },
    },
    { name: say("coming.lines"), cell: ({ lines }) => number(lines), isNumber: true },
    { name: say("charge.amount"), cell: ({ amount }) => money(amount), isNumber: true },
    { name: say("charge.vat"), cell: ({ vat_amount }) => money(vat_amount), isNumber: true },
    { name: say("coming.lacking"), cell: ({ missing }) => money(missing), isNumber: true },
    {
      name: say("coming.total.expected"),
      cell: ({ expected }) => money(expected),
      isNumber: true,
    },
  ];
  return (
    <Table
      caption={say(`coming.by.${by}`)}
      columns={columns}
      rows={coming.rows}
      keyOf={({ key }) => key}
      empty={say("coming.nothing")}
    />
  );
}

function titleOf({ key, title }: ComingTotal, by: Question["by"], { day, name }: DeskLanguage) {
  if (by === "day") return day(key);
  return by === "integrator" ? name("products.owner", title || key) : title || key;
}
