/** What Ember Isles shows and sells. A change of these lines is a pull request; merging it changes the store. */
import { App, InAppItem } from "pulumi-galaxystore";

new App("ember-isles", {
  contentId: "000001000101",
  listings: {
    ENG: { title: "Ember Isles" },
    KOR: { title: "엠버 아일스" },
  },
  supportEmail: "crew@lumenforge.example",
  privacyPolicyUrl: "https://lumenforge.example/privacy",
});

new InAppItem("ember_pouch", {
  packageName: "com.lumenforge.emberisles",
  itemId: "ember_pouch",
  adopt: true,
  usdPrice: 0.99,
  prices: { KOR: 1200, DEU: 1.09, JPN: 160 },
  status: "PUBLISHED",
});
