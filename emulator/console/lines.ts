/** Lists that a person types as text, one entry a line: a country and a number, or a name. */
import { countryByCode } from "../../sdk/facts/countries";
import { ControlFailure } from "../failure";

/** The lines that say something. */
export function lines(text: string | undefined): string[] {
  return (text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Lines such as `KOR 20`: a country and what is said about it. */
export function countryLines(text: string | undefined): { code: string; rest: string }[] {
  return lines(text).map((line) => {
    const [code = "", ...rest] = line.split(/[\s,;:%]+/).filter((part) => part !== "");
    return { code: code.toUpperCase(), rest: rest.join(" ") };
  });
}

/** Lines such as `KOR 1200` as prices of an item, in each country's own currency. */
export function priceLines(text: string | undefined): { countryId: string; currency: string; localPrice: string }[] {
  return countryLines(text).map(({ code, rest }) => {
    const country = countryByCode(code);
    if (!country) throw new ControlFailure(400, `${code} is not a country of the store.`, "prices");
    return { countryId: code, currency: country.currency, localPrice: rest };
  });
}

export function countryName(code: string): string {
  return countryByCode(code)?.name ?? code;
}
