// Submits the open update for review: `node submit.mjs 000001000102`
import { GalaxyStore, optionsFromEnvironment } from "pulumi-galaxystore/sdk";

const contentId = process.argv[2];
await new GalaxyStore(optionsFromEnvironment()).apps.submit(contentId);
console.log(`The update of app ${contentId} is submitted.`);
