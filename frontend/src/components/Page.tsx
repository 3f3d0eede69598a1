import { type ReactNode, useEffect, useRef } from "react";
import { useLanguage } from "../words/context";

let isFirst = true;

interface Props {
  title: string;
  children: ReactNode;
}

/** A page with its title. Whoever comes from another page is told by the focus that it changed. */
export function Page({ title, children }: Props) {
  const { say } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${say("brand")}`;
  }, [title, say]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);

  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}
