/** Counts what a refresh of an app, its staged rollout and its beta test asks the store. */
import { Project } from "./project.mjs";
import { startStore } from "./store.mjs";

export async function countOneApp({ env }) {
  const store = await startStore((app) => {
    app.registration = {
      ...structuredClone(app.sale),
      contentStatus: "BETA_REGISTERING",
      rollout: null,
      betaTest: { testers: ["mina.park@testers.example"], feedbackChannel: "beta@lumenforge.example" },
    };
  });
  const project = new Project("benchmarks/oneApp.cjs", { ...env, ...store.settings });
  try {
    await project.time("stack", "init", "bench");
    await project.time("up", "--yes", "--skip-preview");
    await store.asked();
    await project.time("preview", "--refresh", "--expect-no-changes");
    return await store.asked();
  } finally {
    project.remove();
    await store.close();
  }
}
