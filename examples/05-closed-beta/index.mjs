/** The closed beta of Night Garden. Its testers stand in testers.txt, one Samsung account a line. */
import { readFileSync } from "node:fs";
import { BetaTest } from "pulumi-galaxystore";

const lines = readFileSync("testers.txt", "utf8").split("\n");
const testers = lines.map((line) => line.replace(/#.*/, "").trim()).filter((line) => line !== "");

const beta = new BetaTest("night-garden", {
  contentId: "000001000105",
  testers,
  feedbackChannel: "https://lumenforge.example/night-garden/feedback",
});

export const totalTesters = beta.totalTesters;
export const testingUrl = beta.testingUrl;
export const refusedTesters = beta.refusedTesters;
