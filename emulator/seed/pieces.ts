/** Small makers for the default seed: image addresses, country lists, item prices. */
import { countryByCode } from "../../sdk/facts/countries";
import { IMAGE_HOST } from "../../sdk/facts/hosts";
import type { Seed } from "../state/model";

type SeedSeller = Seed["sellers"][number];
export type SeedApp = NonNullable<SeedSeller["apps"]>[number];
export type SeedRecord = NonNullable<SeedApp["sale"]>;
export type SeedItem = NonNullable<SeedApp["items"]>[number];
export type SeedBinary = NonNullable<SeedRecord["binaries"]>[number];

/** The address of an image that was published with this app; the emulator draws it when it is asked for. */
export function picture(contentId: string, kind: string, serial: number, language?: string): string {
  const folder = language === undefined ? "" : `/${language}`;
  const stamp = `20260914${String(serial).padStart(9, "0")}`;
  return `https://${IMAGE_HOST}/content/${contentId.slice(-3)}${contentId}/2026/0914${folder}/${kind}_${stamp}.png`;
}

export function screenshots(contentId: string, count: number, language?: string): string[] {
  const first =
    language === undefined ? 100 : 200 + [...language].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return Array.from({ length: count }, (_, index) => picture(contentId, "ScreenImage", first + index, language));
}

/** A country list without own prices. */
export function countries(...codes: string[]): NonNullable<SeedRecord["content"]["sellCountryList"]> {
  return codes.map((countryCode) => ({ countryCode, price: "0" }));
}

/** Local prices in each country's own currency. */
export function prices(local: Readonly<Record<string, string>>): SeedItem["prices"] {
  return Object.entries(local).map(([countryId, localPrice]) => {
    const country = countryByCode(countryId);
    if (!country) throw new Error(`The seed names an unknown country: ${countryId}`);
    return { countryId, currency: country.currency, localPrice };
  });
}

/** The day that was so many days before this moment, in UTC. */
export function daysBefore(now: number, days: number): string {
  return new Date(now - days * 86_400_000).toISOString().slice(0, 10);
}
