import { ComingPlot } from "../../../pages/coming/ComingPlot";
import type { Coming } from "../../api/types";

/** The days as bars, what is missing on top: the cabinet's picture, of everybody. */
export function DayPlot({ coming }: { coming: Coming }) {
  const { as_of, rows, until } = coming;
  if (rows.length === 0) return null;
  const debits = rows.map(({ amount, key, missing, vat_amount }) => ({
    on: key,
    amount,
    vat_amount,
    missing,
    lines: [],
  }));
  const forecast = {
    account: "",
    as_of,
    until,
    blocked: false,
    debits,
    on_resumption: [],
    unforeseen: [],
  };
  return <ComingPlot forecast={forecast} />;
}
