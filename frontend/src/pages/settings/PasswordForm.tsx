import type { FormEvent } from "react";
import { Refused } from "../../api/failure";
import { announce } from "../../app/announce";
import { Button } from "../../components/Button";
import { Failure } from "../../components/Failure";
import { PasswordField } from "../../components/PasswordField";
import { useChangePassword } from "../../resources/session";
import { useLanguage } from "../../words/context";

const MIN_LENGTH = 12;

/** A new password, by who knows the present one. */
export function PasswordForm() {
  const { say } = useLanguage();
  const change = useChangePassword();
  const code = change.error instanceof Refused ? change.error.problem.code : null;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (change.isPending) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = { current: String(data.get("current")), new: String(data.get("new")) };
    const onSuccess = () => {
      form.reset();
      announce(say("password.changed"));
    };
    change.mutate(body, { onSuccess });
  };
  return (
    <form onSubmit={submit}>
      <PasswordField
        label={say("password.current")}
        name="current"
        autoComplete="current-password"
        isWrong={code === "wrong_password"}
      />
      <PasswordField
        label={say("password.new")}
        name="new"
        autoComplete="new-password"
        hint={say("password.hint", { n: MIN_LENGTH })}
        minLength={MIN_LENGTH}
        isWrong={code === "weak_password"}
      />
      {change.error && <Failure error={change.error} />}
      <Button type="submit" look="main" busy={change.isPending}>
        {say("password.change")}
      </Button>
    </form>
  );
}
