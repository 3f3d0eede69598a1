import { Facts } from "../../../components/Facts";
import type { ChargeDetails } from "../../api/types";
import { ChargeState } from "../../components/ChargeState";
import { type DeskLanguage, useWords } from "../../words/words";

/** What a charge is, what came back of it, and where it is written down. */
export function ChargeBody({ charge }: { charge: ChargeDetails }) {
  const language = useWords();
  const { say, money, day, days, instant } = language;
  return (
    <>
      <ChargeState charge={charge} />
      <Facts facts={factsOf(charge, language)} />
      <Lines
        title={say("charge.entries")}
        lines={charge.entries.map(({ at, debit, credit, amount }) => [
          instant(at),
          say("charge.entry", { debit: say(`ledger.${debit}`), credit: say(`ledger.${credit}`) }),
          money(amount),
        ])}
      />
      <Lines
        title={say("charge.refunds")}
        lines={charge.refunds.map(({ actor, amount, business_date, first_day, last_day }) => [
          day(business_date),
          first_day && last_day ? `${days(first_day, last_day)} · ${actor}` : actor,
          money(amount),
        ])}
      />
      <Lines
        title={say("charge.documents")}
        lines={charge.documents.map(({ amount, issued_on, kind, number }) => [
          day(issued_on),
          say(`invoice.${kind}.number`, { number }),
          money(amount),
        ])}
      />
      <Lines
        title={say("charge.corrections")}
        lines={charge.corrections.map(({ amount, reason, requested_at, requested_by, state }) => [
          instant(requested_at),
          [say(`correction.state.${state}`), requested_by, reason].join(" · "),
          money(amount),
        ])}
      />
    </>
  );
}

type Line = readonly [when: string, what: string, sum: string];

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="lined">
        {lines.map(([when, what, sum], place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is written down never moves
          <li key={place}>
            <span className="small">{when}</span>
            <span>{what}</span>
            <span className="sum">{sum}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function factsOf(charge: ChargeDetails, { say, name, money, day, days, percent }: DeskLanguage) {
  const { first_day, last_day, vat_amount, vat_note, vat_rate } = charge;
  const rate = vat_rate
    ? `${percent(vat_rate)}, ${money(vat_amount)}`
    : vat_note || say("vat.none");
  return [
    [say("account.number.label"), charge.account],
    [say("charge.by"), name("products.owner", charge.integrator)],
    [say("charge.external"), charge.external_id ?? null],
    [say("subscription.product"), charge.product],
    [say("charge.day"), day(charge.business_date)],
    [say("charge.period"), first_day && last_day ? days(first_day, last_day) : null],
    [say("charge.amount"), money(charge.amount)],
    [say("charge.vat"), rate],
    [say("charge.left"), money(charge.left)],
    [say("charge.template"), charge.template ?? null],
  ] as const;
}
