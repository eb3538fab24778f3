/** The store that the emulator holds when it is given nothing else: two sellers and an app in every state. */
import type { Seed } from "../state/model";
import { seedComments } from "./comments";
import { emberIsles } from "./emberIsles";
import { lumenForgeApps } from "./lumenForge";
import type { SeedApp } from "./pieces";
import { railBaron } from "./railBaron";
import { seedSales } from "./sales";

/** A fresh copy of the default seed, to use as it is or to change first. What happened to its apps happened in the weeks before the call. */
export function defaultSeed(): Seed {
  const now = Date.now();
  const comments = seedComments(now);
  const sales = seedSales(now);
  const lived = (app: SeedApp): SeedApp => ({
    ...app,
    comments: comments[app.contentId] ?? [],
    sales: sales[app.contentId] ?? {},
  });
  return structuredClone<Seed>({
    unknownAccounts: ["nobody@testers.example"],
    sellers: [
      {
        name: "Lumen Forge Studio",
        sellerSeq: "000001234567",
        serviceAccounts: [
          { id: "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a01", scopes: ["publishing", "gss"] },
          { id: "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a02", scopes: ["publishing"] },
          { id: "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a03", scopes: ["gss"] },
        ],
        apps: [emberIsles, ...lumenForgeApps].map(lived),
      },
      {
        name: "Harbor Nine Games",
        sellerSeq: "000007654321",
        serviceAccounts: [{ id: "9b7d2e14-6a3f-4c88-b1d0-52c7a9e40b01", scopes: ["publishing", "gss"] }],
        apps: [railBaron].map(lived),
      },
    ],
  });
}
