import type { AdvanceInvoiceSummary } from "../../api/types";
import { Badge, type Tone } from "../../components/Badge";
import type { IconName } from "../../components/Icon";
import { useLanguage } from "../../words/context";

const LOOKS: Record<AdvanceInvoiceSummary["state"], readonly [Tone, IconName]> = {
  open: ["info", "clock"],
  settled: ["good", "check"],
  replaced: ["calm", "cross"],
  voided: ["calm", "cross"],
};

/** Whether an advance invoice is still to be paid, and what stands in its place. */
export function AdvanceStatus({
  invoice,
}: {
  invoice: Pick<AdvanceInvoiceSummary, "state" | "replaced_by">;
}) {
  const { say } = useLanguage();
  const { replaced_by: other, state } = invoice;
  const [tone, icon] = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {state === "replaced" && other
        ? say("advance.replaced.by", { number: other })
        : say(`advance.${state}`)}
    </Badge>
  );
}
