/** The console as the command serves it: with its files, and not before somebody looks. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, it } from "mocha";
import { galaxystore, printed } from "../support/command";

describe("the console of galaxystore emulator", function () {
  this.timeout(60_000);

  it("comes with its style sheet, its script and its icon", async () => {
    const run = galaxystore("emulator", "--port", "0", "--json");
    const { url } = JSON.parse(await printed(run, /\n/));
    const page = await (await fetch(`${url}/_emulator/`)).text();
    const files = [...page.matchAll(/(?:href|src)="(\/_emulator\/console\/assets\/[^"]+)"/g)].map(([, path]) => path);
    const types = await Promise.all(
      files.map(async (path) => {
        const answer = await fetch(`${url}${path}`);
        await answer.text();
        return [answer.status, answer.headers.get("content-type")];
      }),
    );
    assert.deepEqual(types, [
      [200, "image/svg+xml"],
      [200, "text/css; charset=utf-8"],
      [200, "text/javascript; charset=utf-8"],
    ]);
    run.child.kill("SIGTERM");
    assert.equal((await run.ended).code, 0);
  });

  it("is loaded at the first visit, so that a start does not wait for it", async () => {
    const script = `
      const { createEmulator } = require("./emulator");
      const store = createEmulator();
      const ask = (path) => store.fetch(new Request("http://localhost" + path)).then((answer) => answer.status);
      const loaded = () => Object.keys(require.cache).some((file) => /console.(site|layout)|hono.dist.*jsx/.test(file));
      (async () => {
        const before = [await ask("/_emulator/settings"), loaded()];
        console.log(JSON.stringify([...before, await ask("/_emulator/"), loaded()]));
      })();
    `;
    const { stdout } = await promisify(execFile)(process.execPath, [
      "-r",
      "ts-node/register/transpile-only",
      "-e",
      script,
    ]);
    assert.deepEqual(JSON.parse(stdout), [200, false, 200, true]);
  });
});
