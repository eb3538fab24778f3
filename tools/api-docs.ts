/** Writes docs/api.md from the operations table: `ts-node tools/api-docs.ts`; with `--check` it only compares. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATIONS, type Operation } from "../sdk/operations";

const FILE = join(__dirname, "..", "docs", "api.md");

const AREAS: Readonly<Record<string, string>> = {
  auth: "Access token",
  apps: "Apps",
  uploads: "Uploads",
  binaries: "Binaries",
  beta: "Closed betas",
  rollout: "Staged rollouts",
  comments: "Buyers' comments",
  items: "In-app items",
  orders: "Orders",
  subscriptions: "Subscriptions",
  purchases: "Purchases",
  receipts: "Receipts",
  metrics: "Statistics",
};

const INTRODUCTION = `# Operations of the Galaxy Store Developer API

This page is made from \`sdk/operations.ts\` by \`tools/api-docs.ts\`.

Hosts: \`api\` is \`https://devapi.samsungapps.com\`, \`upload\` is \`https://seller.samsungapps.com\`, \`iap\` is \`https://iap.samsungapps.com\`.
The option \`endpoint\` replaces all of them.

Repeats: **safe** operations are repeated after any transient failure (lost connection, no answer in time, 408, 429, 5xx).
**conditional** ones when the failure proves that nothing was done (no connection could be made, 429), or when the store shows it on being read back.
Operations marked *changes* fail with \`unclear: true\` when the store may have carried the request out and does not show whether it did.
`;

/** The whole page. */
export function apiPage(): string {
  const sections = Object.entries(AREAS).map(([area, title]) => {
    const rows = (Object.entries(OPERATIONS) as [string, Operation][]).filter(([id]) => id.startsWith(`${area}.`));
    return `## ${title}\n\n${rows.map(([id, operation]) => section(id, operation)).join("\n")}`;
  });
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

function section(id: string, operation: Operation): string {
  const { method, path, host, scope, retry, changes, sdk, does, source } = operation;
  const calls = sdk.map((name) => `\`store.${name}()\``).join(", ");
  return `### \`${id}\`

${does}

| | |
|---|---|
| Request | \`${method} ${path}\` on \`${host}\` |
| Scope | ${scope === "any" ? "any" : scope === "none" ? "none; the call carries no token" : `\`${scope}\``} |
| Repeats | ${retry}${changes ? ", changes" : ""} |
| SDK | ${calls} |
| Source | ${source} |
`;
}

function main(): void {
  const page = apiPage();
  if (!process.argv.includes("--check")) {
    writeFileSync(FILE, page);
  } else if (readFileSync(FILE, "utf8") !== page) {
    console.error("docs/api.md is not up to date. Run: ts-node tools/api-docs.ts");
    process.exitCode = 1;
  }
}

if (require.main === module) main();
