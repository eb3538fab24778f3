// `npm run quickstart`: the real Pulumi engine brings a Galaxy Store on this machine to what a program declares, notices
// edits by hand and takes them back. With `--keep` store and stack stay for you to go on.
import { relative } from "node:path";
import { bin, root } from "./lib/root.mjs";
import { elapsed } from "./lib/run.mjs";
import { main, Stop } from "./lib/stop.mjs";
import { Project } from "./quickstart/project.mjs";
import { startStore } from "./quickstart/store.mjs";
import { printAll, printChanges } from "./quickstart/table.mjs";
import { setup } from "./setup.mjs";

const DATA = "examples/quickstart/store.json";

let count = 0;
const step = (title) => console.log(`\n${++count}. ${title}`);
const say = (text) => console.log(`   ${text}`);

/** The end of a resource's work, the totals and the outputs; not the beginnings and the ticks. */
const outcome = (line) => /^ [+~-] .*ed \(|^Outputs:|^ {4}\w+ *: |^Resources:|^ {4}[+~-]? ?\d+ |error:/.test(line);

/** Of a detailed diff: what differs and what it belongs to. */
const differences = (line) =>
  /^\s*[+~-]+ |^ {8}\[id=|^Resources:|^ {4}\d+ |error:/.test(line) && !/pulumi:pulumi:Stack/.test(line);

async function tell(project, store) {
  const looked = [await store.look()];
  const report = async () => {
    looked.push(await store.look());
    printChanges(looked.at(-2), looked.at(-1));
  };
  const requests = async () => {
    const { reads, writes } = await store.requests();
    say(`The engine sent ${reads} requests that read and ${writes.total} that wrote:`);
    for (const line of writes.lines) say(`  ${line}`);
  };

  step("A Galaxy Store on this machine, with the apps of an invented studio");
  say(`${store.url}; nothing of this leaves the machine. Before anything runs:\n`);
  printAll(looked[0]);

  step("The program becomes true: up");
  say(`${relative(root, project.folder)} is a copy of the project: Pulumi.yaml, examples/quickstart, examples/images.`);
  await project.pulumi(["stack", "init", "dev"], { kept: () => false });
  await project.pulumi(["up", "--yes", "--skip-preview"], { kept: outcome });
  console.log();
  await report();
  await requests();

  step("Nothing is left to do: a second look proposes no change");
  await project.pulumi(["preview", "--expect-no-changes"], { kept: (line) => /^Resources:|^ {4}\d/.test(line) });

  step("Somebody edits the store by hand, in the Seller Portal");
  await store.editInPortal();
  console.log();
  await report();

  step("The nightly check notices: exit code 7");
  await project.pulumi(["preview", "--refresh", "--diff", "--expect-no-changes"], { expected: 7, kept: differences });
  say("");
  say("Exit code 7: the store is not as declared.");
  await store.requests();

  step("The repair: up with a refresh first, and only what differs is sent");
  await project.pulumi(["up", "--refresh", "--yes", "--skip-preview"], { kept: outcome });
  console.log();
  await report();
  await requests();

  step("A price goes down and the rollout goes up, by editing the program's data");
  project.edit(DATA, [
    ['"usdPrice": 2.99', '"usdPrice": 1.99'],
    ['"KOR": 3900, "DEU": 3.29', '"KOR": 2500, "DEU": 2.19'],
    ['"rate": 25', '"rate": 50'],
    ['"KOR": 40, "DEU": 30', '"KOR": 60, "DEU": 50'],
  ]);
  await project.pulumi(["up", "--yes", "--skip-preview", "--diff"], { kept: differences });
  console.log();
  await report();
  await requests();
}

function explainHowToGoOn(project, store) {
  const settings = { PATH: `${bin}:$PATH`, ...project.settings };
  const lines = Object.entries(settings).map(([name, value]) => `  export ${name}="${value}"`);
  console.log(`
The store and the stack stay until you press Ctrl-C here. In another terminal:

  cd "${project.folder}"
${lines.join("\n")}

  pulumi preview                                        # nothing to do
  $EDITOR ${DATA}                # change something, then
  pulumi up
  curl -X PATCH ${store.url}/_emulator/apps/000001000101 \\
       -H 'content-type: application/json' -d '{"supportEMail": "somebody@lumenforge.example"}'
  pulumi preview --refresh --diff --expect-no-changes   # exit code 7
  pulumi up --refresh                                   # and it is repaired
  pulumi destroy                                        # removes its items and the testers it added, forgets the rest
`);
}

/** From here on a signal ends the engine in order before this process ends. */
function endOnSignal(cleanUp) {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.removeAllListeners(signal);
    process.once(signal, async () => {
      await cleanUp();
      process.exit(code);
    });
  }
}

async function quickstart({ keep }) {
  const environment = await setup();
  const started = Date.now();
  const store = await startStore();
  const project = new Project(environment, store);
  const cleanUp = async () => {
    await project.remove();
    await store.close();
  };
  endOnSignal(cleanUp);
  try {
    await tell(project, store);
    console.log(`\nDone in ${elapsed(started)}. README.md says how to do this with your own apps.`);
    if (keep) {
      explainHowToGoOn(project, store);
      await new Promise(() => {});
    }
  } catch (error) {
    console.error(`\n${error instanceof Stop ? error.message : error.stack}`);
    return error.exitCode ?? 1;
  } finally {
    await cleanUp();
  }
}

await main(() => {
  const unknown = process.argv.slice(2).filter((argument) => argument !== "--keep");
  if (unknown.length > 0)
    throw new Stop(`Unknown: ${unknown.join(" ")}. \`npm run quickstart -- --keep\` is all there is.`);
  return quickstart({ keep: process.argv.includes("--keep") });
});
