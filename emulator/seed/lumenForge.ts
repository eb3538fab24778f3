/** The other apps of Lumen Forge Studio, one for each state that a release engineer meets. */
import {
  countries,
  picture,
  prices,
  type SeedApp,
  type SeedBinary,
  type SeedItem,
  type SeedRecord,
  screenshots,
} from "./pieces";

const COMMON: Partial<SeedRecord["content"]> = {
  ageLimit: "0",
  privatePolicyURL: "https://lumenforge.example/privacy",
  supportEMail: "crew@lumenforge.example",
  copyrightHolder: "Lumen Forge Studio",
  notifyResult: ["release@lumenforge.example"],
};

function binary(
  seq: number,
  file: string,
  versionCode: number,
  versionName: string,
  extra?: Partial<SeedBinary>,
): SeedBinary {
  return {
    binarySeq: String(seq),
    fileName: file,
    fileSize: 41_943_040,
    versionCode: String(versionCode),
    versionName,
    nativePlatforms: "64bit",
    apiminSdkVersion: "26",
    iapSdk: "Y",
    gms: "Y",
    deployedRate: 100,
    ...extra,
  };
}

const lanterns = "000001000102";
const lanternsContent: SeedRecord["content"] = {
  ...COMMON,
  appTitle: "Paper Lanterns",
  icon: picture(lanterns, "IconImage", 1),
  heroImage: picture(lanterns, "CoverImage", 2),
  defaultLanguageCode: "ENG",
  shortDescription: "A quiet puzzle about folding light into the right shape.",
  longDescription:
    "Fold, light, let go. Paper Lanterns is a puzzle of 140 small evenings: each lantern must find its window before the wind turns. No timers, no lives, one hint a day from the old lantern maker.",
  newFeature: "Twelve new evenings by the river.",
  sellCountryList: countries("USA", "KOR", "JPN", "GBR"),
  supportedLanguages: ["ENG", "KOR"],
  category: [{ name: "Games", type: "ONE_DEPTH_CATEGORY" }],
  screenshots: screenshots(lanterns, 4),
  addLanguage: [
    {
      languagecode: "KOR",
      appTitle: "종이 등불",
      shortDescription: "빛을 알맞은 모양으로 접는 조용한 퍼즐.",
      description: "접고, 밝히고, 놓아주세요. 140번의 작은 저녁으로 이루어진 퍼즐입니다. 시간 제한도, 목숨도 없습니다.",
      newFeature: "강가의 새로운 저녁 열두 번.",
      screenshots: screenshots(lanterns, 4, "KOR"),
    },
  ],
};

const lanternItems: SeedItem[] = [
  ["hint_box", "Box of hints", "Ten hints from the lantern maker.", 0.99, "1200", "160", "0.99"],
  ["river_evenings", "River evenings", "Twelve more evenings by the river.", 2.99, "3900", "480", "2.49"],
  ["gold_paper", "Gold paper", "Folds any lantern in gold.", 1.99, "2500", "320", "1.79"],
].map(([id, title, description, usdPrice, kor, jpn, gbr]) => ({
  id: String(id),
  title: String(title),
  description: String(description),
  usdPrice: Number(usdPrice),
  prices: prices({ USA: String(usdPrice), KOR: String(kor), JPN: String(jpn), GBR: String(gbr) }),
}));

const paperLanterns: SeedApp = {
  contentId: lanterns,
  packageName: "com.lumenforge.paperlanterns",
  sale: {
    contentStatus: "FOR_SALE",
    modifyDate: "2026-10-20 14:02:51",
    content: lanternsContent,
    binaries: [binary(3, "paper-lanterns-2.0.1.apk", 201, "2.0.1")],
  },
  registration: {
    contentStatus: "UPDATING",
    modifyDate: "2026-11-18 11:45:09",
    content: {
      ...lanternsContent,
      newFeature: "Twelve new evenings by the river, and lanterns that float.",
    },
    binaries: [
      binary(3, "paper-lanterns-2.0.1.apk", 201, "2.0.1"),
      binary(4, "paper-lanterns-2.1.0.apk", 210, "2.1.0", { deployedRate: null }),
    ],
  },
  items: lanternItems,
};

const tide = "000001000103";
const tideline: SeedApp = {
  contentId: tide,
  packageName: "com.lumenforge.tideline",
  sale: {
    contentStatus: "FOR_SALE",
    modifyDate: "2026-08-03 07:20:00",
    content: {
      ...COMMON,
      appTitle: "Tideline",
      icon: picture(tide, "IconImage", 1),
      defaultLanguageCode: "ENG",
      shortDescription: "Tides, light and wind for the next seven days.",
      longDescription:
        "Tideline shows when the water comes and goes at more than 9,000 places, with sunrise, moon and wind on one page. Works without a connection once a place is saved.",
      newFeature: "Moon phases on the widget.",
      paid: "Y",
      standardPrice: "2.99",
      publicationType: "03",
      sellCountryList: [
        { countryCode: "USA", price: "2.99" },
        { countryCode: "FRA", price: "3.29" },
        { countryCode: "GBR", price: "2.79" },
        { countryCode: "KOR", price: "3900" },
      ],
      supportedLanguages: ["ENG", "FRA"],
      category: [{ name: "Lifestyle", type: "GENERAL_CATEGORY" }],
      screenshots: screenshots(tide, 4),
      addLanguage: [
        {
          languagecode: "FRA",
          appTitle: "Tideline : marées",
          shortDescription: "Marées, lumière et vent pour les sept jours à venir.",
          description:
            "Tideline indique l'heure des marées pour plus de 9 000 lieux, avec le lever du soleil, la lune et le vent sur une seule page. Fonctionne hors ligne une fois le lieu enregistré.",
          newFeature: "Les phases de la lune sur le widget.",
          screenshots: screenshots(tide, 4, "FRA"),
        },
      ],
    },
    binaries: [binary(2, "tideline-1.8.2.apk", 182, "1.8.2", { nativePlatforms: null, gms: "N" })],
  },
};

/** An app that has never been on sale, or is in a closed beta: short record, one binary. */
function youngApp(
  contentId: string,
  packageName: string,
  title: string,
  description: string,
  record: Pick<SeedRecord, "contentStatus"> & Partial<SeedRecord>,
): { contentId: string; packageName: string; record: SeedRecord } {
  return {
    contentId,
    packageName,
    record: {
      modifyDate: "2026-11-10 16:00:00",
      content: {
        ...COMMON,
        appTitle: title,
        icon: picture(contentId, "IconImage", 1),
        defaultLanguageCode: "ENG",
        longDescription: description,
        sellCountryList: countries("USA", "KOR"),
        supportedLanguages: ["ENG"],
        category: [{ name: "Games", type: "ONE_DEPTH_CATEGORY" }],
        screenshots: screenshots(contentId, 4),
      },
      binaries: [
        binary(1, `${packageName.slice(packageName.lastIndexOf(".") + 1)}-0.9.0.apk`, 90, "0.9.0", {
          deployedRate: null,
        }),
      ],
      ...record,
    },
  };
}

function firstRegistration(
  { contentId, packageName, record }: ReturnType<typeof youngApp>,
  extra?: Partial<SeedApp>,
): SeedApp {
  return { contentId, packageName, registration: record, ...extra };
}

const firstLight = firstRegistration(
  youngApp(
    "000001000104",
    "com.lumenforge.firstlight",
    "First Light",
    "Wake a valley one window at a time. A short game about mornings, for one sitting and one cup of tea.",
    { contentStatus: "REGISTERING" },
  ),
);

const nightGarden = firstRegistration(
  youngApp(
    "000001000105",
    "com.lumenforge.nightgarden",
    "Night Garden",
    "Plant by moonlight and see in the morning what has come up. In closed beta.",
    {
      contentStatus: "BETA_REGISTERING",
      betaTest: {
        testers: ["mina.park@testers.example", "jonas.weber@testers.example", "aiko.tanaka@testers.example"],
        feedbackChannel: "night-garden@lumenforge.example",
      },
    },
  ),
);

const deepFieldParts = youngApp(
  "000001000106",
  "com.lumenforge.deepfield",
  "Deep Field",
  "Chart a sky that nobody has named yet. In closed beta.",
  {
    contentStatus: "BETA_DEPLOYED",
    betaTest: {
      testers: ["rosa.lima@testers.example", "sam.okoro@testers.example"],
      feedbackChannel: "https://lumenforge.example/deep-field/feedback",
    },
  },
);
const deepField: SeedApp = {
  contentId: deepFieldParts.contentId,
  packageName: deepFieldParts.packageName,
  sale: deepFieldParts.record,
};

const cloudHarbor = firstRegistration(
  youngApp(
    "000001000107",
    "com.lumenforge.cloudharbor",
    "Cloud Harbor",
    "Build a harbor above the weather. Open for pre-registration; it lands this winter.",
    { contentStatus: "REGISTERING" },
  ),
  { preRegistered: true },
);

const ledger = "000001000108";
const pocketLedger: SeedApp = {
  contentId: ledger,
  packageName: "com.lumenforge.pocketledger",
  sale: {
    contentStatus: "FOR_SALE",
    modifyDate: "2026-06-30 10:10:10",
    content: {
      ...COMMON,
      appTitle: "Pocket Ledger",
      icon: picture(ledger, "IconImage", 1),
      defaultLanguageCode: "ENG",
      shortDescription: "Household accounts that fit on one page.",
      longDescription: "Write down what comes in and what goes out, and see one honest page at the end of the month.",
      newFeature: "Export as CSV.",
      sellCountryList: countries("USA", "GBR", "DEU"),
      supportedLanguages: ["ENG"],
      category: [{ name: "Finance", type: "GENERAL_CATEGORY" }],
      screenshots: screenshots(ledger, 4),
    },
    binaries: [binary(1, "pocket-ledger-1.2.0.apk", 120, "1.2.0", { iapSdk: "N", nativePlatforms: null, gms: "N" })],
  },
};

const helper = "000001000109";
const deviceSettingsHelper: SeedApp = {
  contentId: helper,
  packageName: "io.appium.settings",
  sale: {
    contentStatus: "FOR_SALE",
    modifyDate: "2026-09-01 12:00:00",
    content: {
      ...COMMON,
      appTitle: "Device Settings Helper",
      icon: picture(helper, "IconImage", 1),
      defaultLanguageCode: "ENG",
      shortDescription: "Switches Wi-Fi, data and locale for automated tests.",
      longDescription:
        "A small helper for test laboratories: it changes settings of the device on request of a test runner, and leaves them as they were when the test is over.",
      newFeature: "Works on the newest Android version.",
      sellCountryList: countries("USA", "KOR", "DEU"),
      supportedLanguages: ["ENG"],
      category: [{ name: "Tool", type: "GENERAL_CATEGORY" }],
      screenshots: screenshots(helper, 4),
    },
    binaries: [
      binary(5, "device-settings-helper-5.0.0.apk", 100, "5.0.0", { iapSdk: "N", nativePlatforms: null, gms: "N" }),
    ],
  },
};

export const lumenForgeApps: SeedApp[] = [
  paperLanterns,
  tideline,
  firstLight,
  nightGarden,
  deepField,
  cloudHarbor,
  pocketLedger,
  deviceSettingsHelper,
];
