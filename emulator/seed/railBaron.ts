/** Rail Baron: a game of another seller, so that other people's property can be met. */
import { countries, picture, prices, type SeedApp, screenshots } from "./pieces";

const contentId = "000002000201";

export const railBaron: SeedApp = {
  contentId,
  packageName: "com.harbornine.railbaron",
  sale: {
    contentStatus: "FOR_SALE",
    modifyDate: "2026-10-05 18:25:40",
    content: {
      appTitle: "Rail Baron",
      icon: picture(contentId, "IconImage", 1),
      defaultLanguageCode: "ENG",
      shortDescription: "Lay track, run trains, and do not go broke before winter.",
      longDescription:
        "A railway game in which every mile of track has a reason. Twelve regions, real gradients, and freight that spoils.",
      newFeature: "The northern line.",
      ageLimit: "4",
      supportEMail: "desk@harbornine.example",
      sellCountryList: countries("USA", "GBR", "DEU"),
      supportedLanguages: ["ENG"],
      category: [{ name: "Games", type: "ONE_DEPTH_CATEGORY" }],
      screenshots: screenshots(contentId, 4),
    },
    binaries: [
      {
        binarySeq: "7",
        fileName: "rail-baron-3.4.apk",
        fileSize: 77_594_624,
        versionCode: "340",
        versionName: "3.4",
        nativePlatforms: "32/64bit",
        apiminSdkVersion: "24",
        iapSdk: "Y",
        gms: "Y",
        deployedRate: 100,
      },
    ],
  },
  items: [
    {
      id: "night_train",
      title: "Night train",
      description: "A sleeper with six carriages.",
      usdPrice: 1.99,
      prices: prices({ USA: "1.99", GBR: "1.79", DEU: "2.19" }),
    },
    {
      id: "coal_tender",
      title: "Coal tender",
      description: "Doubles the range of a steam engine.",
      usdPrice: 0.99,
      prices: prices({ USA: "0.99", GBR: "0.99", DEU: "1.09" }),
    },
    {
      id: "northern_line",
      title: "The northern line",
      description: "One more region, and its winters.",
      usdPrice: 4.99,
      prices: prices({ USA: "4.99", GBR: "4.49", DEU: "5.49" }),
    },
  ],
};
