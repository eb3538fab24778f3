/** The Pulumi program of the releases: of each app in BENCH_APPS a new text and, where it has a file, a binary, its rollout and the submission. */
const { App, Binary, StagedRollout, Submission } = require("pulumi-galaxystore");

const { BENCH_APPS, BENCH_TEXT = "Faster on older phones." } = process.env;

for (const { contentId, file } of JSON.parse(BENCH_APPS)) {
  new App(`app-${contentId}`, { contentId, listings: { ENG: { whatsNew: BENCH_TEXT } } });
  if (file === undefined) continue;
  const binary = new Binary(`binary-${contentId}`, { contentId, file });
  new StagedRollout(`rollout-${contentId}`, { contentId, binaries: [binary.binarySeq], rate: 10 });
  new Submission(`submission-${contentId}`, { contentId, triggers: [binary.sha256] });
}
