// Writes the types of both contracts anew; with --check it only fails where they are not fresh.
import { spawnSync } from "node:child_process";

const CONTRACTS = [
  ["../openapi/cabinet.json", "src/api/schema.d.ts"],
  // What has a default need not be sent.
  ["../openapi/operator.json", "src/desk/api/schema.d.ts", "--default-non-nullable", "false"],
];

const ends = CONTRACTS.map(([contract, types, ...options]) => {
  const given = [contract, "--output", types, ...options, ...process.argv.slice(2)];
  return spawnSync("openapi-typescript", given, { stdio: "inherit", shell: false }).status;
});
process.exit(ends.every((status) => status === 0) ? 0 : 1);
