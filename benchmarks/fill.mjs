/** A large catalog of one app in the emulator. */
const APP = "000001000101";
export const PACKAGE = "com.lumenforge.emberisles";
const COUNTRIES = ["USA", "KOR", "DEU", "FRA", "GBR", "ITA", "ESP", "JPN", "IND", "BRA"];

/** Gives the app of the package so many items, with ten prices each, in place of its own. */
export async function fillCatalog({ control }, count) {
  const dump = await control("GET", "/dump");
  const app = dump.sellers.flatMap((seller) => seller.apps).find(({ contentId }) => contentId === APP);
  const currencies = new Map(app.items.flatMap(({ prices }) => prices).map((price) => [price.countryId, price]));
  const prices = COUNTRIES.flatMap((countryId) => currencies.get(countryId) ?? []);
  app.items = Array.from({ length: count }, (_, index) => ({
    ...app.items[0],
    id: `item_${index}`,
    title: `Item ${index}`,
    prices,
  }));
  await control("PUT", "/seed", dump);
}
