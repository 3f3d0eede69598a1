import type { ComponentProps, MouseEvent } from "react";

interface Props extends ComponentProps<"button"> {
  look?: "main" | "quiet" | "danger";
  busy?: boolean;
}

/** A button. A busy one keeps the focus and says so, but does nothing. */
export function Button({ look = "quiet", busy = false, onClick, ...rest }: Props) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  const state = busy ? { "aria-busy": true, "aria-disabled": true } : {};
  return <button type="button" className={`button ${look}`} {...rest} {...state} onClick={press} />;
}
