import { useState } from "react";
import { announce } from "../../../app/announce";
import { Choice } from "../../../components/Choice";
import type { ChargeDetails, Correction, CorrectionWish } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { sumOf, textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { SumField } from "../../components/SumField";
import { useCorrectCharge } from "../../resources/charges";
import { useWords } from "../../words/words";

interface Props {
  charge: ChargeDetails;
  onClose: () => void;
}

type How = "whole" | "part" | "days";

/** Gives money back: all that is left, a sum, or the days from one on. */
export function CorrectDialog({ charge, onClose }: Props) {
  const { say, money } = useWords();
  const [how, setHow] = useState<How>("whole");
  const correct = useCorrectCharge(charge.id);
  const { first_day, last_day, left } = charge;
  const ways: How[] = first_day && last_day ? ["whole", "part", "days"] : ["whole", "part"];

  const read = (form: FormData): CorrectionWish => {
    const reason = textOf(form, "reason");
    if (how === "whole") return { kind: "reversal", reason };
    if (how === "part") return { kind: "refund", amount: sumOf(form, "amount"), reason };
    return { kind: "refund", first_day: textOf(form, "first_day"), reason };
  };
  const finish = ({ amount, state }: Correction) => {
    const sum = money(amount);
    announce(
      state === "applied" ? say("charge.correct.applied", { sum }) : say("charge.correct.pending"),
    );
    onClose();
  };
  return (
    <DeedDialog
      title={`${say("charge.correct")}: ${charge.text}`}
      confirm={say("charge.correct")}
      look="danger"
      deed={correct}
      read={read}
      onClose={onClose}
      onDone={finish}
    >
      <p>{say("charge.correct.effect")}</p>
      <Choice
        legend={say("charge.how")}
        values={ways}
        value={how}
        name={(each) => say(`charge.${each}`, { sum: money(left) })}
        onChoose={setHow}
      />
      {how === "part" && <SumField label={say("sum.label")} name="amount" required />}
      {how === "days" && (
        <Field
          label={say("charge.first_day")}
          name="first_day"
          type="date"
          min={first_day ?? ""}
          max={last_day ?? ""}
          required
        />
      )}
      <Reason required />
    </DeedDialog>
  );
}
