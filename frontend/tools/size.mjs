// Fails where the cabinet's JavaScript, compressed as it is sent, is more than a slow phone should wait for:
// before the first page is there, or at any later step.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const FIRST = 90_000;
const LATER = 15_000;
const folder = new URL("../../backend/web/cabinet/", import.meta.url);

// The page names its script and, to be fetched with it, everything that the script imports at once.
const page = readFileSync(new URL("index.html", folder), "utf-8");
const scripts = readdirSync(new URL("assets/", folder)).filter((name) => name.endsWith(".js"));
const isFirst = (name) => page.includes(`/assets/${name}"`);

const first = scripts.filter(isFirst).reduce((sum, name) => sum + sizeOf(name), 0);
const later = scripts.filter((name) => !isFirst(name)).map((name) => [name, sizeOf(name)]);

console.log(`JavaScript before the cabinet's first page: ${first} of ${FIRST} bytes, compressed`);
for (const [name, size] of later) console.log(`  later: ${name} ${size} of ${LATER}`);
const fits = first > 0 && first <= FIRST && later.every(([, size]) => size <= LATER);
process.exit(fits ? 0 : 1);

function sizeOf(name) {
  return gzipSync(readFileSync(new URL(`assets/${name}`, folder))).length;
}
