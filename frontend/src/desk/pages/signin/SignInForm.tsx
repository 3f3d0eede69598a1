import type { FormEvent } from "react";
import { Refused } from "../../../api/failure";
import { Button } from "../../../components/Button";
import { Failure } from "../../../components/Failure";
import { Note } from "../../../components/Note";
import { PasswordField } from "../../../components/PasswordField";
import { CodeField } from "../../components/CodeField";
import { Field } from "../../components/Field";
import { given, textOf } from "../../components/formData";
import { useSignIn } from "../../resources/session";
import { useWords } from "../../words/words";

interface Props {
  /** Whose page is still on the screen. */
  formerly?: string;
}

/** A name, a password and, for who has one, a code of the second factor. */
export function SignInForm({ formerly }: Props) {
  const { say } = useWords();
  const signIn = useSignIn(formerly ?? null);
  const isWrong = signIn.error instanceof Refused && signIn.error.problem.status === 401;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (signIn.isPending) return;
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password"));
    signIn.mutate({ name: textOf(form, "name"), password, code: given(form, "code") });
  };
  return (
    <form onSubmit={submit}>
      <Field
        label={say("signin.name")}
        name="name"
        defaultValue={formerly}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={64}
        aria-invalid={isWrong || undefined}
      />
      <PasswordField
        label={say("signin.password")}
        name="password"
        autoComplete="current-password"
        isWrong={isWrong}
      />
      <CodeField hint={say("signin.code.hint")} />
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
