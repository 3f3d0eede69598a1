import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import type { Template } from "../../api/types";
import { useMay } from "../../app/may";
import { type Column, Table } from "../../components/Table";
import { useTemplates } from "../../resources/catalogue";
import { useWords } from "../../words/words";
import { presentOf } from "./terms";

/** What the texts and sums of charges are made from. */
export function TemplatesPage() {
  const { say, number } = useWords();
  const may = useMay();
  const columns: Column<Template>[] = [
    {
      name: say("template.code"),
      cell: ({ code }) => <Link href={`/templates/${code}`}>{code}</Link>,
    },
    { name: say("template.pattern"), cell: (each) => presentOf(each)?.pattern },
    {
      name: say("template.price_source"),
      cell: (each) => {
        const present = presentOf(each);
        return present && say(`template.price_source.${present.price_source}`);
      },
    },
    {
      name: say("template.products"),
      cell: ({ products }) => number(products),
      isNumber: true,
    },
  ];
  return (
    <Page title={say("templates.title")}>
      <Loaded query={useTemplates()}>
        {({ templates }) => (
          <Table
            caption={say("templates.title")}
            columns={columns}
            rows={templates}
            keyOf={({ code }) => code}
            empty={say("templates.none")}
          />
        )}
      </Loaded>
      {may("save_template") && (
        <p className="further">
          <Link href="/templates/new" className="button main">
            {say("templates.add")}
          </Link>
        </p>
      )}
    </Page>
  );
}
