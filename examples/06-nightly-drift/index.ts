/** What must not change in the store without a review: the words and prices of Ember Isles, and who has version 4.2. */
import { App, InAppItem, StagedRollout } from "pulumi-galaxystore";

const contentId = "000001000101";
const packageName = "com.lumenforge.emberisles";

new App("ember-isles", {
  contentId,
  listings: {
    ENG: { title: "Ember Isles" },
    KOR: { title: "엠버 아일스" },
    DEU: { title: "Ember Isles" },
  },
  ageRating: 4,
  supportEmail: "crew@lumenforge.example",
  privacyPolicyUrl: "https://lumenforge.example/privacy",
});

new InAppItem("ember_pouch", {
  packageName,
  itemId: "ember_pouch",
  adopt: true,
  usdPrice: 0.99,
  prices: { KOR: 1200, DEU: 1.09, JPN: 160 },
  status: "PUBLISHED",
});

new StagedRollout("ember-isles-4.2", { contentId, rate: 10, countries: { KOR: 20, DEU: 15 } });
