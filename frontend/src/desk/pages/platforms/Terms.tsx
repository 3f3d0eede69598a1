import type { ReactNode } from "react";
import { Facts } from "../../../components/Facts";
import { Section } from "../../../components/Section";
import type { Integrator, IntegratorChange } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { type DeskLanguage, useWords } from "../../words/words";
import { ChangeDialog } from "./ChangeDialog";
import { limitsOf, mainOf, storefrontOf } from "./fields";
import { LimitFields } from "./LimitFields";
import { MainFields } from "./MainFields";
import { StorefrontFields } from "./StorefrontFields";

/** How a platform is set up, in three parts that are changed one by one. */
export function Terms({ platform }: { platform: Integrator }) {
  const language = useWords();
  const { say } = language;
  return (
    <div className="columns">
      <Part
        title={say("platform.main")}
        platform={platform}
        facts={main(platform, language)}
        read={mainOf}
        fields={<MainFields platform={platform} />}
      />
      <Part
        title={say("platform.storefront")}
        platform={platform}
        facts={storefront(platform, language)}
        read={(form) => ({ storefront: storefrontOf(form) })}
        fields={<StorefrontFields platform={platform} />}
      />
      <Part
        title={say("platform.limits")}
        platform={platform}
        facts={limits(platform, language)}
        read={limitsOf}
        fields={<LimitFields platform={platform} />}
      />
    </div>
  );
}

type Fact = readonly [string, ReactNode];

interface Props {
  title: string;
  platform: Integrator;
  facts: readonly Fact[];
  read: (form: FormData) => IntegratorChange;
  fields: ReactNode;
}

function Part({ title, platform, facts, read, fields }: Props) {
  const { say } = useWords();
  const may = useMay();
  return (
    <Section title={title} className="card">
      <Facts facts={facts} />
      {may("change_integrator") && (
        <Opener label={say("change")} about={title}>
          {(close) => (
            <ChangeDialog title={title} code={platform.code} read={read} onClose={close}>
              {fields}
            </ChangeDialog>
          )}
        </Opener>
      )}
    </Section>
  );
}

function main({ code, dialect, journal, title, wire }: Integrator, { say }: DeskLanguage): Fact[] {
  const renamed = Object.keys(wire).join(", ");
  return [
    [say("platform.title"), title],
    [say("platform.code"), code],
    [say("platform.dialect"), dialect],
    [say("platform.wire"), renamed || say("platform.wire.none")],
    [say("platform.journal"), say(journal ? "yes" : "no")],
  ];
}

function storefront({ storefront: side }: Integrator, { say }: DeskLanguage): Fact[] {
  return [
    [say("platform.url"), side.url ?? say("none")],
    [say("platform.paths"), side.paths.join(", ")],
    [say("platform.form"), say(`platform.form.${side.form}`)],
    [say("platform.shared"), side.form === "velvica" ? say(side.has_secret ? "yes" : "no") : null],
    [say("platform.frame"), say(side.frame ? "yes" : "no")],
    [say("platform.catalogue_url"), side.catalogue_url ?? say("none")],
    [say("platform.instructions_url"), side.instructions_url ?? say("none")],
  ];
}

function limits(platform: Integrator, { say, money, number }: DeskLanguage): Fact[] {
  const { batch_limit, calls_per_second, max_charge, max_daily, networks, refusals } = platform;
  const sum = (amount: string | null | undefined) =>
    amount ? money(amount) : say("platform.limit.none");
  return [
    [say("platform.networks"), networks.join(", ") || say("platform.networks.any")],
    [say("platform.refusals"), say(`platform.refusals.${refusals}`)],
    [say("platform.max_charge"), sum(max_charge)],
    [say("platform.max_daily"), sum(max_daily)],
    [
      say("platform.calls"),
      calls_per_second ? number(calls_per_second) : say("platform.limit.none"),
    ],
    [say("platform.batch"), number(batch_limit)],
  ];
}
