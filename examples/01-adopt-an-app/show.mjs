// Prints what the store holds of an app, to write the program from: `node show.mjs com.lumenforge.tideline`
import { GalaxyStore, optionsFromEnvironment } from "pulumi-galaxystore/sdk";

const wanted = process.argv[2];
const store = new GalaxyStore(optionsFromEnvironment());
const ids = new Set((await store.apps.list()).map((app) => app.contentId));

for (const id of ids) {
  const records = await store.apps.get(id);
  if (!records.some((record) => record.binaryList.some((binary) => binary.packageName === wanted))) continue;
  for (const record of records) {
    const { contentId, contentStatus, defaultLanguageCode, appTitle, shortDescription, addLanguage } = record;
    const { paid, standardPrice, sellCountryList, publicationType, supportEMail, privatePolicyURL } = record;
    console.log(`${contentId} ${contentStatus}`);
    console.log(`  ${defaultLanguageCode}: ${appTitle} | ${shortDescription}`);
    for (const each of addLanguage) console.log(`  ${each.languagecode}: ${each.appTitle} | ${each.shortDescription}`);
    console.log(`  paid ${paid}, price ${standardPrice} USD, publication ${publicationType}`);
    console.log(
      `  countries ${sellCountryList.map((row) => `${row.countryCode} ${row.price ?? "derived"}`).join(", ")}`,
    );
    console.log(`  support ${supportEMail}, privacy ${privatePolicyURL}`);
  }
}
