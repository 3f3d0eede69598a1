import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";

interface Props {
  href: string;
  onClick?: () => void;
  children: ReactNode;
}

/** A link of the navigation that says when it is the present page, or the page's parent. */
export function NavLink({ href, onClick, children }: Props) {
  const [path] = useLocation();
  const isCurrent = href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
  return (
    <Link href={href} aria-current={isCurrent ? "page" : undefined} {...(onClick && { onClick })}>
      {children}
    </Link>
  );
}
