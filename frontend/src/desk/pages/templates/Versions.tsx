import { Badge } from "../../../components/Badge";
import { Section } from "../../../components/Section";
import type { Template, TemplateVersion } from "../../api/types";
import { type Column, Table } from "../../components/Table";
import { useWords } from "../../words/words";

/** What a template has been and will be. */
export function Versions({ template }: { template: Template }) {
  const { say, day, money } = useWords();
  const columns: Column<TemplateVersion>[] = [
    {
      name: say("template.valid_from"),
      cell: ({ in_force, valid_from }) => (
        <>
          {day(valid_from)}{" "}
          {in_force && (
            <Badge tone="good" icon="check">
              {say("template.in_force")}
            </Badge>
          )}
        </>
      ),
    },
    { name: say("template.pattern"), cell: ({ pattern }) => pattern },
    {
      name: say("template.price_source"),
      cell: ({ fixed_amount, price_source }) =>
        fixed_amount ? money(fixed_amount) : say(`template.price_source.${price_source}`),
    },
    { name: say("template.rule"), cell: ({ rule }) => say(`template.rule.${rule}`) },
    {
      name: say("template.proration"),
      cell: ({ proration }) => say(`template.proration.${proration}`),
    },
  ];
  return (
    <Section title={say("template.versions")} className="card">
      <Table
        caption={say("template.versions")}
        columns={columns}
        rows={template.versions.toReversed()}
        keyOf={({ id }) => id}
        empty={say("templates.none")}
      />
    </Section>
  );
}
