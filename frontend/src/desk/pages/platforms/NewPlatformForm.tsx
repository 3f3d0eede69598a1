import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../../components/Button";
import type { SecretTold } from "../../api/types";
import { Fault } from "../../components/Fault";
import { Field } from "../../components/Field";
import { useAddIntegrator } from "../../resources/integrators";
import { useWords } from "../../words/words";
import { newPlatformOf } from "./fields";
import { LimitFields } from "./LimitFields";
import { MainFields } from "./MainFields";
import { StepList } from "./StepList";
import { StorefrontFields } from "./StorefrontFields";

const STEPS = ["platform.main", "platform.storefront", "platform.limits"] as const;

/** A form by steps. All of them stay in the page, so that nothing typed is lost on the way. */
export function NewPlatformForm({ onDone }: { onDone: (told: SecretTold) => void }) {
  const { say } = useWords();
  const add = useAddIntegrator();
  const [step, setStep] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const isLast = step === STEPS.length - 1;

  const advance = (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending || !form.current) return;
    const shown = form.current.querySelectorAll<HTMLInputElement>(`[data-step="${step}"] :invalid`);
    if (shown[0]) shown[0].reportValidity();
    else if (isLast) add.mutate(newPlatformOf(new FormData(form.current)), { onSuccess: onDone });
    else setStep(step + 1);
  };
  return (
    <>
      <StepList steps={STEPS.map((word) => say(word))} present={step} />
      {/* The form checks the step on the screen; the browser would stumble over hidden ones. */}
      <form ref={form} className="card" noValidate onSubmit={advance}>
        <div className="step-fields" data-step={0} hidden={step !== 0}>
          <Field
            label={say("platform.code")}
            name="code"
            hint={say("platform.code.hint")}
            required
            pattern="[a-z][a-z0-9\-]{1,31}"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
          <MainFields />
        </div>
        <div className="step-fields" data-step={1} hidden={step !== 1}>
          <StorefrontFields />
        </div>
        <div className="step-fields" data-step={2} hidden={step !== 2}>
          <LimitFields />
        </div>
        <Fault error={add.error} />
        <div className="acts">
          {step > 0 && <Button onClick={() => setStep(step - 1)}>{say("back")}</Button>}
          <Button type="submit" look="main" busy={add.isPending}>
            {say(isLast ? "platforms.add" : "next")}
          </Button>
        </div>
      </form>
    </>
  );
}
