import type { FormEvent, ReactNode } from "react";
import { useSearchParams } from "wouter";
import { Button } from "../../components/Button";
import { useWords } from "../words/words";

interface Props {
  label: string;
  /** What the button says. */
  confirm?: string;
  children: ReactNode;
}

/** Fields that narrow a list. What they say is in the address, so that going back finds it again. */
export function Filter({ label, confirm, children }: Props) {
  const { say } = useWords();
  const [, setParams] = useSearchParams();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = [...new FormData(event.currentTarget)].map(
      ([name, value]) => [name, String(value).trim()] as [string, string],
    );
    setParams(said.filter(([, value]) => value !== ""));
  };
  return (
    <search>
      <form className="filter" aria-label={label} onSubmit={submit}>
        {children}
        <Button type="submit">{confirm ?? say("filter")}</Button>
      </form>
    </search>
  );
}
