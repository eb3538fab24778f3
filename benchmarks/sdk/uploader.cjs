/** A program that uploads the files which it is told of, one after the other, and tells the seconds of each. */
const { GalaxyStore } = require("../../dist/sdk");

const store = new GalaxyStore(JSON.parse(process.argv[2]));

process.on("message", async ({ path, fileName }) => {
  const started = performance.now();
  const { fileSize } = await store.uploads.file({ path, fileName });
  process.send({ fileSize, seconds: (performance.now() - started) / 1000 });
});
process.once("disconnect", () => store.close());
