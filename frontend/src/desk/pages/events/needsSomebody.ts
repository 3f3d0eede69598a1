import type { Endpoint } from "../../api/types";

/** Whether an endpoint gets no events though nobody has switched it off. */
export function needsSomebody({ disabled_reason, enabled, failing_since }: Endpoint): boolean {
  return enabled ? failing_since != null : disabled_reason !== "owner";
}
