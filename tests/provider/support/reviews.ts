/** A review whose time is the test's: each pause between two looks plays the next step, and the clock goes on by the pause. */

import assert from "node:assert/strict";
import type { Waiting } from "../../../provider/session";
import type { TestStore } from "../../support/testStore";

type Step = () => unknown;

/** How a session waits: the steps happen one by one, whenever somebody waits for the store. */
export function playing(...steps: Step[]): Waiting {
  const engine = new AbortController();
  let clock = Date.parse("2026-11-20T10:00:00Z");
  return {
    pollMs: 15_000,
    now: () => clock,
    signal: engine.signal,
    pause: async (ms) => {
      clock += ms;
      await steps.shift()?.();
    },
  };
}

/** Decides on an app in review, up to the end of a stage. */
export function review(store: TestStore, contentId: string, outcome: string, stage?: string): Step {
  return () => store.control("POST", `/apps/${contentId}/review`, { outcome, ...(stage !== undefined && { stage }) });
}

/** What is said on the console while the work is done. */
export async function linesOf(work: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const usual = console.log;
  console.log = (...words: unknown[]) => lines.push(words.join(" "));
  try {
    await work();
  } finally {
    console.log = usual;
  }
  return lines;
}

/** The open update as if its newest binary had been uploaded by this package. */
export async function nameNewestBinaryOurs(store: TestStore, contentId: string): Promise<void> {
  const dump = await store.dump();
  const update = dump.sellers.flatMap((seller) => seller.apps).find((app) => app.contentId === contentId)?.registration;
  const newest = update?.binaries.at(-1);
  assert.ok(newest, `app ${contentId} has no open update with a binary`);
  newest.fileName = `app-${newest.versionCode}-0123456789ab-a1b2c3.apk`;
  await store.control("PUT", "/seed", dump);
}
