/** Single values as the store writes them: numbers as text, text as numbers, yes and no as letters. */

import { z } from "zod";

/** Text; the store also writes numbers where it documents text. */
export const text = z.union([z.string(), z.number().transform(String)]);

/** Text that may be absent. The store writes absent texts as `""` or `null`, or leaves the key out. */
export const optionalText = text.nullish();

/** A number; the store also writes it as text. */
export const number = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^[+-]?\d+(\.\d+)?$/, "is not a number")
    .transform(Number),
]);

/** Yes or no: `true`/`false`, `"Y"`/`"N"` or `"true"`/`"false"`. Docs and wire differ, also between fields. */
export const yesNo = z.union([
  z.boolean(),
  z
    .string()
    .trim()
    .toUpperCase()
    .pipe(z.enum(["Y", "N", "TRUE", "FALSE"]))
    .transform((letter) => letter === "Y" || letter === "TRUE"),
]);

/** Yes or no that may be absent. */
export const optionalYesNo = z.union([yesNo, z.literal("").transform(() => null)]).nullish();

/** Content ids are 12 digits with leading zeros; some tables call them integers, which loses the zeros. */
export const contentId = text.transform((id) => (/^\d+$/.test(id) ? id.padStart(12, "0") : id));

/** A list. An absent list is written as `null`, as `""` or not at all; it reads as empty. */
export function list<T extends z.ZodType>(element: T) {
  return z
    .union([z.array(element), z.literal("")])
    .nullish()
    .transform((value): z.output<T>[] => (value ? value : []));
}
