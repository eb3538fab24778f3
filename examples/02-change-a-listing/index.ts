/** The listing of Paper Lanterns: one file of texts for each language, one set of screenshots for all. */
import { readdirSync, readFileSync } from "node:fs";
import { App, type ListingArgs } from "pulumi-galaxystore";

const images = "../images/paper-lanterns";
const screenshots = ["release", "bridge", "reeds", "album"].map((name) => `${images}/${name}.jpg`);

const listings: Record<string, ListingArgs> = {};
for (const file of readdirSync("listings").sort()) {
  const texts = JSON.parse(readFileSync(`listings/${file}`, "utf8"));
  listings[file.replace(".json", "")] = { ...texts, screenshots };
}

const lanterns = new App("paper-lanterns", {
  contentId: "000001000102",
  listings,
  icon: `${images}/icon.png`,
  countries: { JPN: {}, TWN: {} },
  supportUrl: "https://lumenforge.example/paper-lanterns",
});

export const updateStatus = lanterns.updateStatus;
