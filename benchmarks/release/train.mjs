/** The release of many apps in one stack beside that of one, on a way to the store where every answer is late. */
import { join } from "node:path";
import { Project } from "../project.mjs";
import { startSeeded } from "../store.mjs";
import { startDelay } from "./delay.mjs";
import { writeSmallApk } from "./packages.mjs";

const TEMPLATE = "000001000109";

/** Pairs of seconds: one app and so many, right after the other. */
export async function measureTrain({ env, runs, apps: count, delay, folder, binaries, options, say }) {
  const apps = Array.from({ length: count }, (_, index) => ({
    contentId: String(1_000_301 + index).padStart(12, "0"),
    package: `com.lumenforge.train${index}`,
    file: join(folder, `train${index}.apk`),
  }));
  for (const app of apps) writeSmallApk(app.file, { package: app.package, versionCode: 200, versionName: "2.0.0" });
  const store = await startSeeded((seed) => addApps(seed, apps));
  const late = await startDelay(store.url, delay);
  const pairs = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      const seconds = {};
      for (const some of run % 2 === 0 ? [1, count] : [count, 1]) {
        await store.reset();
        const released = apps.slice(0, some).map(({ contentId, file }) => ({ contentId, ...(binaries && { file }) }));
        const settings = { ...store.settings, GALAXY_STORE_ENDPOINT: late.url, BENCH_APPS: JSON.stringify(released) };
        seconds[some] = await timeUp({ ...env, ...settings }, options);
      }
      pairs.push({ one: seconds[1], all: seconds[count] });
      say(
        `run ${run + 1} of ${runs}: one app ${seconds[1].toFixed(1)} s, ${count} apps ${seconds[count].toFixed(1)} s`,
      );
    }
    return pairs;
  } finally {
    await late.close();
    await store.close();
  }
}

/** Seconds of the `up` that releases all, without what the engine's own work for so many resources adds. */
async function timeUp(env, options) {
  const project = new Project("benchmarks/release/program.cjs", {
    ...env,
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
  });
  try {
    await project.time("stack", "init", "bench");
    return await project.time("up", "--yes", "--skip-preview", ...options);
  } finally {
    project.remove();
  }
}

/** Copies of one app of the default seed, each with a package name of its own. */
function addApps(seed, apps) {
  const seller = seed.sellers.find((each) => each.apps.some((app) => app.contentId === TEMPLATE));
  const template = seller.apps.find((app) => app.contentId === TEMPLATE);
  for (const { contentId, package: packageName } of apps)
    seller.apps.push({ ...structuredClone(template), contentId, packageName });
}
