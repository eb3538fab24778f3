/** The JSON schema of a seed, made from the schema that reads it. */
import { z } from "zod";
import { seedSchema } from "./model";

/** Draft 7, which editors know. What only the whole store can tell, e.g. that an id is there twice, is left to the emulator. */
export function seedJsonSchema(): object {
  return {
    ...z.toJSONSchema(seedSchema, { io: "input", target: "draft-7" }),
    title: "A store of the Galaxy Store emulator",
    description: "What galaxystore emulator --seed takes and GET /_emulator/dump gives.",
  };
}
