// @ts-check
// Receives events: genuine ones, each once. Web Crypto alone: Node, Deno, Bun and workers have it.

const TOLERANCE = 300; // seconds: whoever has recorded a message cannot send it again tomorrow

/** Answer 400 and forget it: it is not from Vitrina, or it is an old recording. */
export class NotGenuine extends Error {}

/**
 * The event.
 * @param {string} secret as the endpoint was given it, `whsec_…`
 * @param {Headers} headers
 * @param {Uint8Array<ArrayBuffer>} body byte by byte as it came
 * @param {number} now seconds since 1970
 * @returns {Promise<any>}
 */
export async function verify(secret, headers, body, now = Date.now() / 1000) {
  const id = headers.get("webhook-id") ?? "";
  const sent = headers.get("webhook-timestamp") ?? "";
  const signed = concat(new TextEncoder().encode(`${id}.${sent}.`), body);
  const key = await crypto.subtle.importKey(
    "raw", decode(secret.replace(/^whsec_/, "")), { name: "HMAC", hash: "SHA-256" }, false, ["verify"],
  );
  let genuine = false;
  for (const each of (headers.get("webhook-signature") ?? "").split(" ")) {
    // verify() takes as long for a wrong signature as for a nearly right one.
    if (each.startsWith("v1,") && isBase64(each.slice(3))) {
      genuine = (await crypto.subtle.verify("HMAC", key, decode(each.slice(3)), signed)) || genuine;
    }
  }
  const fresh = /^\d+$/.test(sent) && Math.abs(now - Number(sent)) <= TOLERANCE;
  if (!genuine || !fresh) throw new NotGenuine();
  return JSON.parse(new TextDecoder().decode(body));
}

/** Remembers ids: what comes twice is answered 2xx again and done once. Keep yours in a database. */
export class Inbox {
  /** @type {Set<string>} */
  #seen = new Set();

  /**
   * The event; `null` for one that has been here before.
   * @param {string} secret
   * @param {Headers} headers
   * @param {Uint8Array<ArrayBuffer>} body
   */
  async accept(secret, headers, body) {
    const event = await verify(secret, headers, body);
    const id = headers.get("webhook-id") ?? "";
    if (this.#seen.has(id)) return null;
    this.#seen.add(id);
    return event;
  }
}

/** @param {string} text */
const isBase64 = (text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0;

/** @param {string} text */
const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * @param {Uint8Array} first
 * @param {Uint8Array} second
 */
function concat(first, second) {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
