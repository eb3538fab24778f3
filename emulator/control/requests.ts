/** The journal of requests, and faults on order. */
import { z } from "zod";
import type { EmulatorApp } from "../http/context";
import { CLIENT_NAME, type FaultQueues, isInstruction } from "../http/faults";
import { OPERATIONS } from "../operations";
import type { EmulatorParts } from "../parts";
import { controlJson, validated } from "./body";

const client = z.string().regex(CLIENT_NAME, "1 to 100 printable ASCII characters, no space at the ends");

const order = z.strictObject({
  operation: z.enum(OPERATIONS.map((operation) => operation.id)),
  instructions: z
    .array(
      z
        .string()
        .refine(
          isInstruction,
          "one of return-<status>, return-<status>-<storeCode>, return-<status>-after-<seconds>, page-<status>, reset-before, reset-after, stall-<ms>, truncate, queue-303, queue-303-for-<seconds>",
        ),
    )
    .min(1),
  client: client.optional(),
});

export function requestControl(app: EmulatorApp, { journal, queues }: EmulatorParts): void {
  app.get("/_emulator/requests", (c) => c.json(journal.list()));
  app.delete("/_emulator/requests", (c) => {
    journal.clear();
    return c.json({ ok: true });
  });

  app.get("/_emulator/faults", (c) => c.json(queues.list()));
  app.post("/_emulator/faults", async (c) => {
    orderFaults(queues, await controlJson(c));
    return c.json(queues.list());
  });
  app.delete("/_emulator/faults", (c) => {
    queues.clear(validated(z.strictObject({ client: client.optional() }), c.req.query()).client);
    return c.json({ ok: true });
  });
}

/** Lets the next requests of an operation, of one client or of any, meet these instructions. */
export function orderFaults(queues: FaultQueues, body: unknown): void {
  const { client: bound, ...unbound } = validated(order, body);
  queues.add({ ...unbound, ...(bound === undefined ? {} : { client: bound }) });
}
