// Answers a buyer's comment: `node answer.mjs 1200999 USA "Fixed in 4.2.1, which is on its way."`
import { GalaxyStore, optionsFromEnvironment } from "pulumi-galaxystore/sdk";

const [commentId, countryCode, replyText] = process.argv.slice(2);
await new GalaxyStore(optionsFromEnvironment()).reviews.reply({
  contentId: "000001000101",
  commentId,
  countryCode,
  replyText,
});
console.log(`Comment ${commentId} is answered.`);
