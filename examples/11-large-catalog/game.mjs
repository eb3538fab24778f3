/** What Ember Isles sells: season after season the same kinds of items, named after the waters in which the season plays. */

const words = (text) => text.trim().split(/\s+/);

const WATERS = words(`
  Amber Ashen Basalt Brass Cinder Copper Coral Crimson Dusk
  Foxfire Hollow Ivory Lantern Marrow Northern Opal Whale
`);
const PLACES = words(`
  Anchorage Archipelago Bay Cape Channel Delta Fjord Gulf
  Harbour Lagoon Narrows Passage Reef Shallows Skerries Sound
`);
const BOATS = ["Gannet", "Heron", "Narwhal", "Otter", "Puffin", "Walrus"];

/** `[id, title, description, price]`; `{season}` is the name of the season's waters, `{boat}` a boat. */
const ONCE_A_SEASON = [
  ["pass", "{season} pass", "All islands of the {season}, and a reward for each.", "9.99"],
  ["pass_plus", "{season} pass with ten islands", "The pass, with ten islands relit at once.", "19.99"],
  ["embers_pouch", "{season} pouch of embers", "90 embers in a pouch of the season.", "0.99"],
  ["embers_chest", "{season} chest of embers", "500 embers, and a light that the {season} knows.", "4.99"],
  ["embers_vault", "{season} vault of embers", "1,100 embers for a whole archipelago.", "9.99"],
  ["embers_sun", "{season} sun", "6,500 embers, more than one night can burn.", "49.99"],
  ["starter_kit", "{season} starter kit", "120 embers, a compass and a storm cloak.", "1.99"],
  ["captains_set", "{season} captain's set", "Cloak, chart and song together.", "14.99"],
  ["cloak", "{season} cloak", "Keeps the spray of the {season} out.", "2.99"],
  ["chart", "{season} chart", "Shows where the whales pass.", "1.99"],
  ["song", "{season} song", "What the keepers of the {season} sing.", "0.99"],
  ["horn", "{season} fog horn", "Heard three islands away.", "1.99"],
  ["pennant", "{season} pennant", "Tells others where you have been.", "0.99"],
  ["cat", "{season} ship's cat", "Sleeps on the warmest barrel.", "4.99"],
  ["parrot", "{season} parrot", "Knows the weather, and says so.", "4.99"],
  ["lighthouse", "{season} lighthouse", "A lighthouse of your own at the harbour.", "9.99"],
];

const FOR_EACH_BOAT = [
  ["sail", "{season} sail for the {boat}", "Woven for the winds of the {season}.", "2.99"],
  ["hull", "{season} hull for the {boat}", "Painted as they paint it in the {season}.", "3.99"],
  ["lantern", "{season} lantern for the {boat}", "Burns twice as long as a plain one.", "1.99"],
  ["figurehead", "{season} figurehead for the {boat}", "Carved from driftwood.", "4.99"],
];

/** The first items of the game by season. The last season that is begun is not on sale yet. */
export function gameItems(count) {
  const perSeason = ONCE_A_SEASON.length + FOR_EACH_BOAT.length * BOATS.length;
  const seasons = Math.ceil(count / perSeason);
  if (seasons > WATERS.length * PLACES.length)
    throw new Error(`The game has ${WATERS.length * PLACES.length * perSeason} items at most.`);
  const items = Array.from({ length: seasons }, (_, index) => season(index, index < seasons - 1));
  return items.flat().slice(0, count);
}

function season(index, onSale) {
  // 17 waters and 16 places have no common divisor, so that counting both on meets each pair once.
  const name = `${WATERS[index % WATERS.length]} ${PLACES[index % PLACES.length]}`;
  const number = `s${String(index + 1).padStart(3, "0")}`;
  const item = (itemId, title, description, usdPrice, boat = "") => {
    const filled = (text) => text.replaceAll("{season}", name).replaceAll("{boat}", boat);
    return {
      itemId: `${number}_${itemId}`,
      title: filled(title),
      description: filled(description),
      usdPrice,
      status: onSale ? "PUBLISHED" : "UNPUBLISHED",
    };
  };
  return [
    ...ONCE_A_SEASON.map(([id, title, description, price]) => item(id, title, description, price)),
    ...BOATS.flatMap((boat) =>
      FOR_EACH_BOAT.map(([part, title, description, price]) =>
        item(`${boat.toLowerCase()}_${part}`, title, description, price, boat),
      ),
    ),
  ];
}
