import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  className?: string;
  children: ReactNode;
}

/** A named part of a page. */
export function Section({ title, className, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
