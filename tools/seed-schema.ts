/** Writes emulator/seed.schema.json from the schema that reads seeds: `ts-node tools/seed-schema.ts`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedJsonSchema } from "../emulator/state/seedSchema";

/** The whole file. */
export function seedSchemaFile(): string {
  return `${JSON.stringify(seedJsonSchema(), null, 2)}\n`;
}

if (require.main === module) writeFileSync(join(__dirname, "..", "emulator", "seed.schema.json"), seedSchemaFile());
