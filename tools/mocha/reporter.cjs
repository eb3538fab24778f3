// Mocha's spec reporter, which also writes the totals to the file that tools/test.mjs adds up, and ends a run that
// would hang on something a test left open.
const { writeFileSync } = require("node:fs");
const { Runner, reporters } = require("mocha");

const PATIENCE_MS = 3_000;

module.exports = class TotalsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      this.writeTotals(0);
      // Does not itself keep the process alive: it fires only when something else does.
      setTimeout(() => this.failForOpenHandles(), PATIENCE_MS).unref();
    });
  }

  writeTotals(extraFailures) {
    const { passes, failures, pending } = this.stats;
    const file = process.env.MOCHA_TOTALS_FILE;
    // A skipped test is not a passed one.
    if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures + pending + extraFailures }));
  }

  failForOpenHandles() {
    const open = [...new Set(process.getActiveResourcesInfo())].join(", ");
    console.error(`\n  FAILED: the tests have ended, but something they opened keeps the process alive: ${open}\n`);
    // What the root hook found is counted already.
    this.writeTotals(this.stats.failures > 0 ? 0 : 1);
    process.exit(1);
  }
};
