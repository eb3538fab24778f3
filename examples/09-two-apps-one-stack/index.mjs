/** This week's releases: a new build of Device Settings Helper, and new words for Pocket Ledger. */
import { Release } from "./release.mjs";

new Release("settings-helper", {
  contentId: "000001000109",
  whatsNew: { ENG: "Starts twice as fast, and speaks Hindi." },
  build: { file: "build/settings-8.0.10.apk", supersedes: ["5"], rate: 20 },
});

new Release("pocket-ledger", {
  contentId: "000001000108",
  whatsNew: { ENG: "Export as CSV, now with the categories." },
});
