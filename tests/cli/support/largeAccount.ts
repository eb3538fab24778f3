/** An account of three apps with 2,000 items of seven prices each, five languages and 40 images. */

import assert from "node:assert/strict";
import { defaultSeed } from "../../../emulator/seed";

export function largeSeed() {
  const seed = defaultSeed();
  const [seller] = seed.sellers;
  const template = seller?.apps?.find(({ contentId }) => contentId === "000001000103");
  const { sale } = template ?? assert.fail("no template");
  const languages = ["KOR", "DEU", "FRA", "JPN"];
  const prices = { USA: "0.99", GBR: "0.89", DEU: "1.09", FRA: "1.09", ITA: "1.09", ESP: "1.09", KOR: "1200" };
  const counts = [1000, 700, 300];
  const images = [14, 13, 13];
  seller?.apps?.splice(
    0,
    Number.POSITIVE_INFINITY,
    ...(counts.map((items, index) => {
      const contentId = `00000100099${index}`;
      const picture = (name: string) =>
        `https://img.samsungapps.com/content/99${index}${contentId}/2026/0914/${name}.png`;
      const shots = (language: string, from: number) =>
        [0, 1, 2, 3].map((number) => picture(`${language}/ScreenImage_${from + number}`));
      return {
        ...structuredClone(template),
        contentId,
        packageName: `com.lumenforge.large${index}`,
        sale: {
          ...structuredClone(sale),
          contentStatus: "FOR_SALE" as const,
          content: {
            ...structuredClone(sale?.content),
            appTitle: `Large ${index}`,
            defaultLanguageCode: "ENG" as const,
            icon: picture("IconImage_1"),
            ...(images[index] === 14 && { heroImage: picture("CoverImage_1") }),
            category: [{ name: "Games" as const, type: "ONE_DEPTH_CATEGORY" }],
            screenshots: shots("ENG", 10),
            addLanguage: languages.map((languagecode, at) => ({
              languagecode: languagecode as "KOR",
              appTitle: `Large ${languagecode}`,
              description: `All about it, in ${languagecode}`,
              screenshots: at < 2 ? shots(languagecode, 20 + 10 * at) : [],
            })),
          },
          binaries: [{ ...sale?.binaries?.[0], binarySeq: "1", iapSdk: "Y" as const }],
        },
        items: Array.from({ length: items }, (_, number) => ({
          id: `item_${number}`,
          title: `Item ${number}`,
          description: `What item ${number} is good for`,
          usdPrice: 0.99,
          prices: Object.entries(prices).map(([countryId, localPrice]) => ({
            countryId: countryId as "USA",
            currency: { USA: "USD", GBR: "GBP", KOR: "KRW" }[countryId] ?? "EUR",
            localPrice,
          })),
        })),
      };
    }) as NonNullable<typeof seller>["apps"] & object),
  );
  return seed;
}
