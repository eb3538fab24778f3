/** The uncertain points of the store as settings: each has its readings, and the careful one is the default. */
import { z } from "zod";
import { CONTENT_READINGS } from "./content";
import { GATEWAY_READINGS } from "./gateway";
import { ITEM_READINGS } from "./items";
import type { Reading, ReadingTable } from "./reading";
import { RELEASE_READINGS } from "./releases";
import { SALES_READINGS } from "./sales";

export { NOT_SETTINGS } from "./notSettings";

export const READINGS = {
  ...CONTENT_READINGS,
  ...RELEASE_READINGS,
  ...ITEM_READINGS,
  ...SALES_READINGS,
  ...GATEWAY_READINGS,
} as const satisfies ReadingTable;

export type ReadingKey = keyof typeof READINGS;
/** The reading that the store follows at each uncertain point. */
export type Readings = { -readonly [K in ReadingKey]: (typeof READINGS)[K]["values"][number][0] };

type Shape = { [K in ReadingKey]: z.ZodDefault<z.ZodType<Readings[K], Readings[K]>> };
type ChangeShape = { [K in ReadingKey]: z.ZodOptional<z.ZodType<Readings[K], Readings[K]>> };

/** Every reading; what a seed leaves out has its default. */
export const readingsSchema = z.strictObject(shapeOf((values, first) => z.enum(values).default(first)) as Shape);
/** Some readings, as a change names them. */
export const readingsChange = z.strictObject(shapeOf((values) => z.enum(values).optional()) as ChangeShape);

function shapeOf(schemaOf: (values: string[], first: string) => z.ZodType): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries<Reading>(READINGS).map(([key, { values }]) => [
      key,
      schemaOf(
        values.map(([value]) => value),
        values[0][0],
      ),
    ]),
  );
}
