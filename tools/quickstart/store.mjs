// The Galaxy Store that the quickstart talks to: the package's emulator, and looks at what it holds.
import { createRequire } from "node:module";

const EMBER_ISLES = "000001000101";
const NIGHT_GARDEN = "000001000105";

/** Starts a store on a free port of this machine. */
export async function startStore() {
  // Only now: before the setup there may be neither packages nor a compiled product.
  const { startEmulator } = createRequire(import.meta.url)("../../dist/emulator");
  const emulator = await startEmulator();
  const control = async (method, path, body) => {
    const answer = await fetch(`${emulator.url}/_emulator${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!answer.ok) throw new Error(`The emulator refused ${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
  const [account] = await control("GET", "/accounts");
  return {
    url: emulator.url,
    account,
    close: () => emulator.close(),
    look: async () => linesOf(await control("GET", "/dump")),
    /** What a person does by hand in the Seller Portal. */
    editInPortal: async () => {
      await control("PATCH", `/apps/${EMBER_ISLES}`, PORTAL_EDIT.app);
      await control("PATCH", `/apps/${EMBER_ISLES}/items/ember_pouch`, PORTAL_EDIT.item);
    },
    /** The requests since the last call: how many only read, and what the others carried. */
    requests: async () => {
      const entries = await control("GET", "/requests");
      await control("DELETE", "/requests");
      const asked = entries.filter(({ operation }) => !operation?.startsWith("auth."));
      const writes = asked.filter(({ method }) => method !== "GET");
      return {
        reads: asked.length - writes.length,
        writes: counted(writes.map(({ operation, request }) => `${operation} ${carried(request)}`.trimEnd())),
      };
    },
  };
}

/** Two edits by hand: a shouting description and a sale price. */
const PORTAL_EDIT = {
  app: { shortDescription: "AUTUMN SALE!!! All lanterns half price!!!" },
  item: { title: "Pouch of embers (SALE)" },
};

/** Each line once, with how often it was there. */
function counted(lines) {
  // A first run is on the Node that is installed, which may be 20 and has no Map.groupBy.
  const times = new Map();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  return {
    total: lines.length,
    lines: [...times].map(([line, count]) => (count > 1 ? `${count} x ${line}` : line)),
  };
}

const carried = (request) => (request ? Object.keys(request).join(", ") : "");

/** The parts of the store that the program names, and a few beside them that it does not. */
function linesOf({ sellers }) {
  const apps = sellers.flatMap((seller) => seller.apps);
  const game = apps.find((app) => app.contentId === EMBER_ISLES);
  const garden = apps.find((app) => app.contentId === NIGHT_GARDEN);
  const { content } = game.registration ?? game.sale;
  const korean = content.addLanguage.find((listing) => listing.languagecode === "KOR");
  const german = content.addLanguage.find((listing) => listing.languagecode === "DEU");
  const { rate, countries } = game.sale.rollout;
  const { betaTest } = garden.registration;
  return {
    "Ember Isles: open update": game.registration?.contentStatus ?? "none",
    "  ENG short description": content.shortDescription,
    "  ENG what is new": content.newFeature,
    "  KOR short description": korean.shortDescription,
    "  DEU short description (not declared)": german.shortDescription,
    "  icon": fileName(content.icon),
    "  ENG screenshots": content.screenshots.map(serial).join(" "),
    "  countries": content.sellCountryList.map((country) => country.countryCode).join(" "),
    "  support": `${content.supportEMail} ${content.supportedSiteUrl}`,
    "Items in the catalog": String(game.items.length),
    ...Object.fromEntries(ITEMS.map((id) => [`  ${id}`, itemLine(game.items.find((item) => item.id === id))])),
    "Live rollout of 4.2": [`all ${rate} %`, ...Object.entries(countries).map((each) => `${each.join(" ")} %`)].join(
      ", ",
    ),
    "Night Garden: testers": betaTest.testers.map((tester) => tester.split(".")[0]).join(" "),
  };
}

const ITEMS = ["ember_pouch", "brass_lantern", "whale_song", "strait_pilot", "captains_log"];

function itemLine(item) {
  if (!item) return "none";
  const shown = item.prices.filter(({ countryId }) => ["KOR", "DEU"].includes(countryId));
  return [item.title, `USD ${item.usdPrice}`, ...shown.map((price) => `${price.countryId} ${price.localPrice}`)].join(
    ", ",
  );
}

const fileName = (address) => address.split("/").at(-1);
const serial = (address) =>
  `..${fileName(address)
    .replace(/\.\w+$/, "")
    .slice(-3)}`;
