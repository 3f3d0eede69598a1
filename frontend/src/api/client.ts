/** The typed client of the cabinet's REST. */
import createClient from "openapi-fetch";
import type { paths } from "./schema";
import { send } from "./send";

export { read } from "./read";

const PREFIX = "/api/cabinet/v1";

export const api = createClient<paths>({ baseUrl: `${location.origin}${PREFIX}`, fetch: send });

/** Where a document is that the contract names by its path, such as a PDF. */
export function addressOf(path: string): string {
  return path.startsWith(PREFIX) ? path : `${PREFIX}${path}`;
}
