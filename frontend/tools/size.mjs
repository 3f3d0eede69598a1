// Fails where the cabinet's JavaScript, compressed as it is sent, is more than a slow phone should wait for.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 90_000;
const folder = new URL("../../backend/web/cabinet/assets/", import.meta.url);

const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
const sizes = scripts.map((name) => gzipSync(readFileSync(new URL(name, folder))).length);
const total = sizes.reduce((sum, size) => sum + size, 0);

console.log(`JavaScript of the cabinet: ${total} of ${LIMIT} bytes, compressed`);
process.exit(total > 0 && total <= LIMIT ? 0 : 1);
