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

/** A decimal amount as text, never as a float: numbers and texts with blanks read alike. Its currency stands beside it. */
export const amount = z.union([z.number().transform(String), z.string().trim()]);

/** A moment. Times without a zone are UTC; seen are ISO texts, `2025-01-02 03:04:05` with and without ` GMT`, 14 digits and epochs. */
const moment = z.union([z.string(), z.number()]).transform((value, context): Date => {
  const date = typeof value === "number" ? fromEpoch(value) : fromText(value.trim());
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  context.addIssue({ code: "custom", message: "is not a time" });
  return z.NEVER;
});

/** A moment that may be absent. */
export const optionalMoment = z.union([moment, z.literal("").transform(() => null)]).nullish();

// An epoch in seconds has ten digits until the year 2286, one in milliseconds thirteen.
function fromEpoch(value: number): Date {
  return new Date(value < 100_000_000_000 ? value * 1000 : value);
}

function fromText(text: string): Date | undefined {
  const digits = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (digits) return fromText(`${digits.slice(1, 4).join("-")}T${digits.slice(4).join(":")}`);
  if (/^\d{10}$|^\d{13}$/.test(text)) return fromEpoch(Number(text));
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?))?\s*(Z|GMT|UTC|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (!parts) return undefined;
  const [, day, time = "00:00:00", zone = "Z"] = parts;
  return new Date(`${day}T${time.replace(",", ".")}${/^[+-]/.test(zone) ? zone : "Z"}`);
}
