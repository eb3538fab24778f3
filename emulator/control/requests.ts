/** The journal of requests, and faults on order. */
import { z } from "zod";
import type { EmulatorParts } from "../emulator";
import type { EmulatorApp } from "../http/context";
import { isInstruction } from "../http/faults";
import { OPERATIONS } from "../operations";
import { controlBody } from "./body";

const order = z.strictObject({
  operation: z.enum(OPERATIONS.map((operation) => operation.id)),
  instructions: z
    .array(
      z
        .string()
        .refine(
          isInstruction,
          "one of return-<status>, return-<status>-<storeCode>, reset-before, reset-after, stall-<ms>, truncate, queue-303",
        ),
    )
    .min(1),
});

export function requestControl(app: EmulatorApp, { journal, queues }: EmulatorParts): void {
  app.get("/_emulator/requests", (c) => c.json(journal.list()));
  app.delete("/_emulator/requests", (c) => {
    journal.clear();
    return c.json({ ok: true });
  });

  /** What has not been consumed yet. */
  const leftovers = () =>
    [...queues]
      .filter(([, instructions]) => instructions.length > 0)
      .map(([operation, instructions]) => ({ operation, instructions }));
  app.get("/_emulator/faults", (c) => c.json(leftovers()));
  app.post("/_emulator/faults", async (c) => {
    const { operation, instructions } = await controlBody(c, order);
    queues.set(operation, [...(queues.get(operation) ?? []), ...instructions]);
    return c.json(leftovers());
  });
  app.delete("/_emulator/faults", (c) => {
    queues.clear();
    return c.json({ ok: true });
  });
}
