// `npm test`: the lint, then all tests, then the totals. With arguments it runs mocha with just those.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { bin, root } from "./lib/root.mjs";
import { elapsed, show } from "./lib/run.mjs";
import { main, Stop } from "./lib/stop.mjs";
import { ensureClients } from "./setup/clients.mjs";
import { setup } from "./setup.mjs";

// A test with the real engine starts several processes, each of which mostly waits for another: two files at a time.
// Everything else runs in one process: starting a second one would cost more than it saves.
const ENGINE_TESTS = ["--parallel", "--jobs", "2", "--timeout", "300000"];

const ENGINE_FOLDERS = ["e2e", "examples"].map((folder) => join(root, "tests", folder));

const isEngineTest = (path) =>
  ENGINE_FOLDERS.some((folder) => relative(folder, resolve(root, path)).split(/[\\/]/)[0] !== "..");

const CLIENTS = join("tests", "emulator", "waysIn", "clients.test.ts");

/** Whether these paths, or all tests when there are none, have the programs in Python and for curl among them. */
const runsClients = (args) => {
  const paths = args.filter((arg) => existsSync(resolve(root, arg))).map((path) => resolve(root, path));
  const file = join(root, CLIENTS);
  return existsSync(file) && (paths.length === 0 || paths.some((path) => `${file}${sep}`.startsWith(`${path}${sep}`)));
};

const testFiles = () =>
  readdirSync(join(root, "tests"), { recursive: true })
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .map((name) => join("tests", name))
    .sort();

/** The folders of tests/ that hold tests. */
const testFolders = () => {
  const files = testFiles().filter((file) => file.endsWith(".test.ts"));
  return [...new Set(files.map((file) => file.split(sep).slice(0, 2).join(sep)))];
};

// Mocha loads *.test.ts only: a test in a file of another name would never run, and nobody would notice.
const unseenTests = () =>
  testFiles().filter(
    (file) => !file.endsWith(".test.ts") && /^describe\(/m.test(readFileSync(join(root, file), "utf8")),
  );

/** Runs mocha and adds its own counts to the totals. */
async function mocha(args, env, totals) {
  const folder = mkdtempSync(join(tmpdir(), "galaxystore-tests-"));
  const totalsFile = join(folder, "totals.json");
  try {
    const code = await show(join(bin, "mocha"), args, { cwd: root, env: { ...env, MOCHA_TOTALS_FILE: totalsFile } });
    const counted = existsSync(totalsFile) ? JSON.parse(readFileSync(totalsFile, "utf8")) : { passed: 0, failed: 0 };
    totals.passed += counted.passed;
    totals.failed += counted.failed;
    if (code !== 0 && counted.failed === 0) fail(totals, `mocha ended with exit code ${code} before it had a result`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fail(totals, line) {
  totals.failed += 1;
  console.log(`FAILED: ${line}`);
}

async function everything(env, totals) {
  console.log("\nLint: types, style, import rules, unused code");
  if ((await show("npm", ["run", "--silent", "lint"], { cwd: root, env })) !== 0) fail(totals, "the lint, see above");
  for (const file of unseenTests())
    fail(totals, `${file} holds tests but is not named *.test.ts, so that it does not run`);
  const strict = ["--forbid-only", "--forbid-pending"];
  const folders = testFolders();
  const quick = folders.filter((folder) => !isEngineTest(folder));
  const withEngine = folders.filter(isEngineTest);
  if (quick.length > 0) {
    console.log(`\nTests: ${quick.join(", ")}`);
    await mocha([...strict, ...quick], env, totals);
  }
  if (withEngine.length > 0) {
    console.log("\nTests with the real engine, two files at a time; each file's results appear when it has ended");
    await mocha([...strict, ...ENGINE_TESTS, ...withEngine], env, totals);
  }
}

async function only(args, env, totals) {
  const paths = args.filter((arg) => existsSync(resolve(root, arg)));
  const specs = paths.length > 0 ? [] : testFolders();
  const engine = [...paths, ...specs].some(isEngineTest);
  await mocha([...(engine ? ENGINE_TESTS : []), ...args, ...specs], env, totals);
}

await main(async () => {
  const started = Date.now();
  const totals = { passed: 0, failed: 0 };
  const args = process.argv.slice(2);
  try {
    const env = await setup();
    if (runsClients(args)) await ensureClients();
    await (args.length > 0 ? only(args, env, totals) : everything(env, totals));
    if (totals.passed + totals.failed === 0) fail(totals, "no test ran");
  } catch (error) {
    fail(totals, error instanceof Stop ? error.message : error.stack);
  }
  console.log(`\nThe run took ${elapsed(started)}.`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed > 0 ? 1 : 0;
});
