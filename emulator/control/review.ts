/** The reviewer's part: deciding on a submitted update. */
import { z } from "zod";
import type { EmulatorApp } from "../http/context";
import { decide, REVIEW_OUTCOMES, REVIEW_STAGES } from "../rules/review";
import type { App, Store } from "../state/store";
import { controlJson, validated } from "./body";
import { appNamed, statusesOf } from "./find";

const decision = z.strictObject({ outcome: z.enum(REVIEW_OUTCOMES), stage: z.enum(REVIEW_STAGES).optional() });

export function reviewControl(app: EmulatorApp, store: Store): void {
  app.post("/_emulator/apps/:app/review", async (c) => {
    const body = await controlJson(c);
    const reviewed = appNamed(store, c.req.param("app"));
    review(store, reviewed, body);
    return c.json(statusesOf(reviewed));
  });
}

export function review(store: Store, app: App, body: unknown): void {
  const { outcome, stage } = validated(decision, body);
  decide(store, app, outcome, stage);
}
