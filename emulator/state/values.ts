/** The small values that the state is made of: countries, days, amounts, ids. */
import { z } from "zod";
import { COUNTRIES } from "../../sdk/facts/countries";

export const codes = (entries: readonly { readonly code: string }[]) => z.enum(entries.map((entry) => entry.code));
export const yesNo = z.enum(["Y", "N"]);
export const country = codes(COUNTRIES).meta({ id: "country", description: "Three-letter country code of the store." });
export const decimalText = z
  .string()
  .regex(/^\d+(\.\d+)?$/, "a decimal number as text")
  .meta({ id: "decimal" });
export const contentId = z
  .string()
  .regex(/^\d{12}$/, "exactly 12 digits")
  .meta({ id: "id" });
export const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, "YYYY-MM-DD HH:mm:ss")
  .meta({ id: "moment", description: "YYYY-MM-DD HH:mm:ss in UTC." });
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "YYYY-MM-DD")
  .meta({ id: "day", description: "YYYY-MM-DD." });
