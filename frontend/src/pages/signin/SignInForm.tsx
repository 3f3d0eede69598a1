import { type FormEvent, useId } from "react";
import { Refused } from "../../api/failure";
import { Button } from "../../components/Button";
import { Failure } from "../../components/Failure";
import { Note } from "../../components/Note";
import { PasswordField } from "../../components/PasswordField";
import { useSignIn } from "../../resources/session";
import { useLanguage } from "../../words/context";

interface Props {
  /** Whose page is still on the screen. */
  formerly?: string;
}

/** The account's number and its password. */
export function SignInForm({ formerly }: Props) {
  const { say } = useLanguage();
  const id = useId();
  const signIn = useSignIn(formerly ?? null);
  const isWrong = signIn.error instanceof Refused && signIn.error.problem.status === 401;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (signIn.isPending) return;
    const form = new FormData(event.currentTarget);
    const account = String(form.get("account")).trim();
    signIn.mutate({ account, password: String(form.get("password")) });
  };
  return (
    <form onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>{say("signin.account")}</label>
        <input
          id={id}
          name="account"
          defaultValue={formerly}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={64}
          aria-invalid={isWrong || undefined}
        />
      </div>
      <PasswordField
        label={say("signin.password")}
        name="password"
        autoComplete="current-password"
        isWrong={isWrong}
        startsFocused={formerly !== undefined}
      />
      {isWrong && (
        <div role="alert">
          <Note tone="bad">{say("signin.wrong")}</Note>
        </div>
      )}
      {signIn.error && !isWrong && <Failure error={signIn.error} />}
      <Button type="submit" look="main" busy={signIn.isPending}>
        {say("signin.enter")}
      </Button>
    </form>
  );
}
