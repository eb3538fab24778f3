/** Faults on order: what a client meets, and what was done meanwhile. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createEmulator } from "../../emulator";
import {
  APPS,
  type Json,
  refusedByGateway,
  refusedIap,
  refusedLegacy,
  refusedV2,
  storeForFile,
} from "./support/caller";

const RATE = "/seller/v2/content/stagedRolloutRate";

describe("a fault", () => {
  const store = storeForFile();
  const order = (operation: string, ...instructions: string[]) =>
    store.control("POST", "faults", { operation, instructions });
  const update = (fields: object = { appTitle: "Changed" }) =>
    store.call("POST", "/seller/contentUpdate", { contentId: APPS.emberIsles, ...fields });
  const isOpen = async () => (await store.held(APPS.emberIsles)).registration !== null;
  const entries = async (operation: string): Promise<Json[]> =>
    (await store.control("GET", "requests")).filter((entry: Json) => entry.operation === operation);

  it("meets one request of its operation, in the order given; GET tells what is left", async () => {
    await order("apps.list", "return-500", "return-503");
    await order("apps.get", "return-429");
    assert.deepEqual(await store.control("GET", "faults"), [
      { operation: "apps.list", instructions: ["return-500", "return-503"] },
      { operation: "apps.get", instructions: ["return-429"] },
    ]);
    const seen = [];
    for (let call = 0; call < 3; call += 1) seen.push((await store.call("GET", "/seller/contentList")).status);
    assert.deepEqual(seen, [500, 503, 200]);
    assert.deepEqual(await store.control("GET", "faults"), [{ operation: "apps.get", instructions: ["return-429"] }]);
    await store.control("DELETE", "faults");
    assert.deepEqual(await store.control("GET", "faults"), []);
  });

  describe("bound to a client", () => {
    const list = async (client?: string): Promise<number> =>
      (
        await store.call("GET", "/seller/contentList", undefined, {
          headers: client === undefined ? {} : { "x-emulator-client": client },
        })
      ).status;
    const bound = (client: string, ...instructions: string[]) =>
      store.control("POST", "faults", { operation: "apps.list", client, instructions });

    it("meets that client's requests only, so that parallel tests keep their own", async () => {
      await bound("one", "return-500");
      await bound("two", "return-503");
      assert.deepEqual([await list(), await list("three")], [200, 200]);
      assert.deepEqual([await list("two"), await list("one")], [503, 500]);
      assert.deepEqual([await list("two"), await list("one")], [200, 200]);
    });

    it("comes before those that are bound to nobody, which meet every caller", async () => {
      await order("apps.list", "return-501", "return-502");
      await bound("one", "return-500");
      assert.deepEqual([await list("one"), await list("one"), await list(), await list("one")], [500, 501, 502, 200]);
    });

    it("is accounted for by client, and can be withdrawn alone", async () => {
      await bound("one", "return-500", "truncate");
      await order("apps.list", "return-503");
      await bound("two", "return-501");
      await bound("one", "return-502");
      const queued = [
        { operation: "apps.list", client: "one", instructions: ["return-500", "truncate", "return-502"] },
        { operation: "apps.list", instructions: ["return-503"] },
        { operation: "apps.list", client: "two", instructions: ["return-501"] },
      ];
      assert.deepEqual(await store.control("GET", "faults"), queued);
      await store.control("DELETE", "faults?client=one");
      assert.deepEqual(await store.control("GET", "faults"), queued.slice(1));
      await store.control("POST", "reset");
      assert.deepEqual(await store.control("GET", "faults"), []);
    });

    it("shows in the journal", async () => {
      await bound("one", "return-500");
      await list("one");
      await list();
      await list("x".repeat(101));
      assert.deepEqual(
        (await entries("apps.list")).map((entry) => [entry.client, entry.fault]),
        [
          ["one", "return-500"],
          [null, null],
          [null, null],
        ],
      );
    });

    it("needs a name that a header can carry, of 100 characters at most", async () => {
      for (const client of ["", " one", "one ", "ünï", "a\nb", "x".repeat(101)]) {
        const body = { operation: "apps.list", client, instructions: ["truncate"] };
        const answer = await store.raw("POST", "/_emulator/faults", {}, JSON.stringify(body));
        assert.deepEqual([answer.status, answer.json.path], [400, "client"], client);
      }
      assert.equal((await store.raw("DELETE", "/_emulator/faults?client=")).json.path, "client");
      assert.equal((await store.raw("DELETE", "/_emulator/faults?clinet=one")).json.path, "clinet");
    });
  });

  it("is refused for an unknown operation or instruction", async () => {
    for (const [body, path] of [
      [{ operation: "apps.fly", instructions: ["truncate"] }, "operation"],
      [{ operation: "apps.get", instructions: ["explode"] }, "instructions.0"],
      [{ operation: "apps.get", instructions: [] }, "instructions"],
    ] as const) {
      const answer = await store.raw("POST", "/_emulator/faults", {}, JSON.stringify(body));
      assert.deepEqual([answer.status, answer.json.path], [400, path]);
    }
  });

  it("return-<status> does nothing and answers as what stands before the store: JSON for 500, a page above", async () => {
    await order("apps.update", "return-500", "return-503", "return-401", "return-403");
    const plain = await update();
    assert.deepEqual([plain.status, Object.keys(plain.json)], [500, ["message"]]);
    const page = await update();
    assert.equal(page.status, 503);
    assert.match(page.headers.get("content-type") ?? "", /text\/html/);
    refusedByGateway(await update(), 401, "AUTH_REQUIRE", "Invalid accessToken");
    refusedByGateway(await update(), 403, "NO_PERMISSION", "Insufficient scopes");
    assert.equal(await isOpen(), false);
  });

  it("return-<status>-after-<seconds> asks for patience, page-<status> is a page whatever the status; both do nothing", async () => {
    await order("apps.update", "return-503-after-7", "return-429-after-9", "page-200");
    const seen = [];
    for (let call = 0; call < 3; call += 1) {
      const { status, headers } = await update();
      seen.push([status, headers.get("retry-after"), headers.get("content-type")?.replace(/;.*/, "")]);
    }
    assert.deepEqual(seen, [
      [503, "7", "text/html"],
      [429, "9", "application/json"],
      [200, null, "text/html"],
    ]);
    assert.equal(await isOpen(), false);
  });

  it("return-<status>-<storeCode> answers in the envelope of the operation", async () => {
    await order("apps.update", "return-400-4106", "return-200-4106");
    await order("rollout.getRate", "return-400-3206", "return-200-3206");
    await order("items.list", "return-400-106");
    await order("uploads.file", "return-200-7002");
    await order("auth.check", "return-401-AUTH_REQUIRE");
    refusedLegacy(await update(), 400, "4106");
    const inside = await update();
    assert.deepEqual([inside.status, inside.json.errorCode], [200, "4106"]);
    const rate = `${RATE}?contentId=${APPS.emberIsles}&appStatus=SALE`;
    refusedV2(await store.call("GET", rate), 400, "3206");
    const inside2 = await store.call("GET", rate);
    assert.deepEqual([inside2.status, inside2.json.resultCode], [200, "3206"]);
    refusedIap(
      await store.call("GET", "/iap/v6/applications/com.lumenforge.emberisles/items?page=1&size=1"),
      400,
      "106",
    );
    const upload = await store.sendFile({ sessionId: "any", name: "a.txt", bytes: Buffer.from("a") });
    assert.deepEqual([upload.status, upload.json.fileKey, upload.json.errorCode], [200, null, "7002"]);
    assert.equal((await store.call("GET", "/auth/checkAccessToken")).json.from, "asgw");
    assert.equal((await entries("apps.update"))[0].code, "4106");
    assert.equal(await isOpen(), false);
  });

  it("reset-before closes the connection before anything is done", async () => {
    await order("apps.update", "reset-before");
    await assert.rejects(update(), TypeError);
    assert.equal(await isOpen(), false);
    const [entry] = await entries("apps.update");
    assert.deepEqual([entry.status, entry.fault, entry.request.appTitle], [null, "reset-before", "Changed"]);
  });

  it("reset-after does the work and closes the connection without an answer", async () => {
    await order("apps.update", "reset-after");
    await order("items.remove", "reset-after");
    await assert.rejects(update(), TypeError);
    assert.equal(await isOpen(), true);
    await assert.rejects(
      store.call("DELETE", "/iap/v6/applications/com.lumenforge.emberisles/items/ember_pouch"),
      TypeError,
    );
    assert.ok(!(await store.held(APPS.emberIsles)).items.some((item) => item.id === "ember_pouch"));
    assert.deepEqual([(await entries("apps.update"))[0].status, await store.control("GET", "faults")], [null, []]);
  });

  it("reset-before of an upload closes the connection while the file is still coming", async () => {
    await order("uploads.file", "reset-before");
    await assert.rejects(store.upload("big.zip", Buffer.alloc(4 * 1024 * 1024)), TypeError);
    assert.equal((await store.control("GET", "dump")).uploads.length, 0);
  });

  it("truncate does the work and cuts the answer off", async () => {
    await order("apps.update", "truncate");
    await assert.rejects(update(), TypeError);
    assert.equal(await isOpen(), true);
  });

  it("stall-<ms> only waits", async () => {
    await order("apps.update", "stall-20");
    assert.equal((await update()).status, 200);
    assert.equal(await isOpen(), true);
  });

  it("queue-303 does the work and lets the answer be polled, success or failure", async () => {
    await order("rollout.setRate", "queue-303", "queue-303");
    const raise = (rolloutRate: number) =>
      store.call("PUT", RATE, {
        contentId: APPS.emberIsles,
        appStatus: "SALE",
        function: "ENABLE_ROLLOUT",
        rolloutRate,
      });
    const poll = async (place: string | null) => {
      const polls = [];
      for (let count = 0; count < 3; count += 1) polls.push(await store.call("GET", new URL(place ?? "").pathname));
      return polls;
    };
    const first = await raise(30);
    assert.equal(first.status, 303);
    const polls = await poll(first.headers.get("location"));
    assert.deepEqual(
      polls.map((answer) => answer.status),
      [202, 202, 200],
    );
    assert.equal(polls[2]?.json.resultCode, "0000");
    const [, , failed] = await poll((await raise(20)).headers.get("location"));
    assert.ok(failed);
    refusedV2(failed, 400, "3104");
  });

  it("queue-303-for-<seconds> keeps the answer back for so long, by the store's clock", async () => {
    await order("apps.update", "queue-303-for-120");
    const { pathname } = new URL((await update()).headers.get("location") ?? "");
    const look = async () => (await store.call("GET", pathname)).status;
    assert.equal(await isOpen(), true);
    assert.deepEqual([await look(), await look(), await look()], [202, 202, 202]);
    await store.control("PUT", "clock", { advance: 119 });
    assert.equal(await look(), 202);
    await store.control("PUT", "clock", { advance: 1 });
    assert.equal(await look(), 200);
  });

  it("reaches in-process callers as a failed fetch", async () => {
    const emulator = createEmulator();
    const call = (method: string, path: string, body?: object) =>
      emulator.fetch(
        new Request(`http://localhost${path}`, {
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    await call("POST", "/_emulator/faults", { operation: "auth.create", instructions: ["reset-before", "truncate"] });
    await assert.rejects(call("POST", "/auth/accessToken"), /fetch failed/);
    const cut = await call("POST", "/auth/accessToken");
    await assert.rejects(cut.text());
  });
});
