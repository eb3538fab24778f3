// A root hook: after a run (with --parallel, after each file) no server that a test opened and no process that it
// started is still there. What is being closed gets a moment; what is left fails the run and is named.
const { setTimeout: sleep } = require("node:timers/promises");

const LEFTOVERS = {
  TCPServerWrap: "an open server",
  PipeServerWrap: "an open pipe server",
  ProcessWrap: "a running child process",
};
const PATIENCE_MS = 2_000;

const open = () => process.getActiveResourcesInfo().filter((kind) => kind in LEFTOVERS);

exports.mochaHooks = {
  beforeAll() {
    const before = open().length;
    // Added when the run begins, so that it comes after every `after` hook of the test files.
    this.test.parent.afterAll("nothing is left open", async function nothingIsLeftOpen() {
      this.timeout(PATIENCE_MS * 5);
      const end = Date.now() + PATIENCE_MS;
      while (open().length > before && Date.now() < end) await sleep(20);
      const left = open().slice(before);
      if (left.length > 0) throw new Error(`The tests left ${left.map((kind) => LEFTOVERS[kind]).join(", ")} behind.`);
    });
  },
};
