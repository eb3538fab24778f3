/** The reviewer's part: deciding on a submitted update. */
import { z } from "zod";
import type { EmulatorApp } from "../http/context";
import { decide, REVIEW_OUTCOMES, REVIEW_STAGES } from "../rules/review";
import type { Store } from "../state/store";
import { controlBody } from "./body";
import { appNamed, statusesOf } from "./find";

const decision = z.strictObject({ outcome: z.enum(REVIEW_OUTCOMES), stage: z.enum(REVIEW_STAGES).optional() });

export function reviewControl(app: EmulatorApp, store: Store): void {
  app.post("/_emulator/apps/:app/review", async (c) => {
    const { outcome, stage } = await controlBody(c, decision);
    const reviewed = appNamed(store, c.req.param("app"));
    decide(store, reviewed, outcome, stage);
    return c.json(statusesOf(reviewed));
  });
}
