/** The small values that the state is made of: countries, days, amounts, ids. */
import { z } from "zod";
import { COUNTRIES } from "../../sdk/facts/countries";

export const codes = (entries: readonly { readonly code: string }[]) => z.enum(entries.map((entry) => entry.code));
export const yesNo = z.enum(["Y", "N"]);
export const country = codes(COUNTRIES);
export const decimalText = z.string().regex(/^\d+(\.\d+)?$/, "a decimal number as text");
export const contentId = z.string().regex(/^\d{12}$/, "exactly 12 digits");
export const moment = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, "YYYY-MM-DD HH:mm:ss");
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "YYYY-MM-DD");
