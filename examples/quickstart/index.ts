/** Two games of one studio in the Galaxy Store. What changes from week to week stands in store.json. */
import { App, BetaTest, InAppItem, type InAppItemArgs, StagedRollout } from "pulumi-galaxystore";
import store from "./store.json";

const packageName = "com.lumenforge.emberisles";
const images = "../images/ember-isles";

const emberIsles = new App("ember-isles", {
  contentId: "000001000101",
  packageName,
  listings: {
    ENG: {
      title: "Ember Isles",
      shortDescription: "Sail the Glass Strait and keep the last light alive.",
      whatsNew: "Version 4.2 opens the Glass Strait: six new islands, a whale, and a brass lantern to find them by.",
      screenshots: [`${images}/harbor.jpg`, `${images}/chart.jpg`, `${images}/forge.jpg`, `${images}/night-market.jpg`],
    },
    KOR: {
      title: "엠버 아일스",
      shortDescription: "유리 해협을 항해하며 마지막 불씨를 지켜 주세요.",
      whatsNew: "4.2 버전: 유리 해협이 열렸습니다. 새로운 섬 여섯 곳과 고래 한 마리, 그리고 놋쇠 등불을 만나 보세요.",
    },
  },
  icon: `${images}/icon.png`,
  countries: { KOR: {}, DEU: {}, ITA: {} },
  supportEmail: "harbor@lumenforge.example",
  supportUrl: "https://lumenforge.example/ember-isles/help",
});

for (const [itemId, item] of Object.entries<Omit<InAppItemArgs, "packageName" | "itemId">>(store.items))
  new InAppItem(itemId, { packageName, itemId, status: "PUBLISHED", ...item });

new StagedRollout("ember-isles-4.2", { contentId: emberIsles.contentId, ...store.rollout });

new BetaTest("night-garden", {
  contentId: "000001000105",
  testers: store.testers,
  feedbackChannel: "night-garden@lumenforge.example",
});

export const storePage = emberIsles.storeUrl;
export const updateStatus = emberIsles.updateStatus;
