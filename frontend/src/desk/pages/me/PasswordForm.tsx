import { useRef } from "react";
import { Refused } from "../../../api/failure";
import { PasswordField } from "../../../components/PasswordField";
import { DeedForm } from "../../components/DeedForm";
import { useChangePassword } from "../../resources/session";
import { useWords } from "../../words/words";

const MIN_LENGTH = 12;

/** A new password, by who knows the present one. */
export function PasswordForm() {
  const { say } = useWords();
  const change = useChangePassword();
  const code = change.error instanceof Refused ? change.error.problem.code : null;
  const place = useRef<HTMLDivElement>(null);
  const read = (form: FormData) => ({
    current: String(form.get("current")),
    new: String(form.get("new")),
  });
  const empty = () => place.current?.closest("form")?.reset();
  return (
    <DeedForm deed={change} read={read} confirm={say("password.change")} onDone={empty}>
      <div ref={place}>
        <PasswordField
          label={say("password.current")}
          name="current"
          autoComplete="current-password"
          isWrong={code === "wrong_password"}
        />
      </div>
      <PasswordField
        label={say("password.new")}
        name="new"
        autoComplete="new-password"
        hint={say("password.hint", { n: MIN_LENGTH })}
        minLength={MIN_LENGTH}
        isWrong={code === "weak_password"}
      />
    </DeedForm>
  );
}
