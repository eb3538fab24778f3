/** Tideline, a paid app that is on sale already, as it stands in the store today. */
import { App } from "pulumi-galaxystore";

const tideline = new App("tideline", {
  packageName: "com.lumenforge.tideline",
  defaultLanguage: "ENG",
  listings: {
    ENG: {
      title: "Tideline",
      shortDescription: "Tides, light and wind for the next seven days.",
    },
    FRA: {
      title: "Tideline : marées",
      shortDescription: "Marées, lumière et vent pour les sept jours à venir.",
    },
  },
  paid: true,
  price: 2.99,
  countries: {
    USA: { price: 2.99 },
    FRA: { price: 3.29 },
    GBR: { price: 2.79 },
    KOR: { price: 3900 },
  },
  publication: { type: "manual" },
  supportEmail: "crew@lumenforge.example",
  privacyPolicyUrl: "https://lumenforge.example/privacy",
});

export const contentId = tideline.contentId;
export const status = tideline.status;
export const update = tideline.updateStatus.apply((status) => status ?? "none is open");
export const binaries = tideline.binaries;
export const storePage = tideline.storeUrl;
