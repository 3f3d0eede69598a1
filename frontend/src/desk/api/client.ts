/** The typed client of the staff's REST. */
import createClient from "openapi-fetch";
import { send } from "../../api/send";
import type { paths } from "./schema";

export { read } from "../../api/read";

const PREFIX = "/api/operator/v1";

export const api = createClient<paths>({ baseUrl: `${location.origin}${PREFIX}`, fetch: send });

/** Where something is that is downloaded or streamed, by its path in the contract. */
export function addressOf(path: string): string {
  return `${location.origin}${PREFIX}${path}`;
}
