import type { ComponentProps, MouseEvent } from "react";
import { Icon, type IconName } from "./Icon";

interface Props extends Omit<ComponentProps<"button">, "children"> {
  children: string;
  look?: "main" | "quiet" | "danger";
  icon?: IconName;
  /** What it is done to, for those who hear the button alone: "Copy: ABCD-1234". */
  about?: string;
  busy?: boolean;
}

/** A button. A busy one keeps the focus and says so, but does nothing. */
export function Button(props: Props) {
  const { about, busy = false, children, icon, look = "quiet", onClick, ...rest } = props;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      className={`button ${look}`}
      aria-label={about && `${children}: ${about}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...rest}
      onClick={press}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
