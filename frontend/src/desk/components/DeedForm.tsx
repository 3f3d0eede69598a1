import { type FormEvent, type ReactNode, useId } from "react";
import { announce } from "../../app/announce";
import { Button } from "../../components/Button";
import type { Deed } from "../resources/deed";
import { useWords } from "../words/words";
import { Fault } from "./Fault";

interface Props<Wish, Result> {
  deed: Deed<Wish, Result>;
  read: (form: FormData) => Wish;
  confirm: string;
  onDone?: (result: Result) => void;
  isSmall?: boolean;
  children: ReactNode;
}

/** A form on a page. Done, it says so. */
export function DeedForm<Wish, Result>(props: Props<Wish, Result>) {
  const { deed, read, confirm, onDone, children } = props;
  const { say } = useWords();
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (deed.isPending) return;
    const onSuccess = (result: Result) => {
      announce(say("done.saved"));
      onDone?.(result);
    };
    deed.mutate(read(new FormData(event.currentTarget)), { onSuccess });
  };
  return (
    <form id={id} onSubmit={submit}>
      {children}
      <Fault error={deed.error} />
      <div className="acts">
        <Button type="submit" look="main" busy={deed.isPending}>
          {confirm}
        </Button>
      </div>
    </form>
  );
}
