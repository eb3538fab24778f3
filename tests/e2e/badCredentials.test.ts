/** Credentials that are wrong and apps that are out of reach: one clear error each, no stack trace, and nothing is written. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { type Declared, type Run, Stack } from "./support/stack";
import { Wiretap } from "./support/wiretap";

const PACKAGE = "com.lumenforge.emberisles";
const OTHER_SELLERS = "000002000201";
const NOT_YET_IN_SERVICE = "000001000104";
const PRE_REGISTERED = "000001000107";

const APP: Declared = {
  type: "App",
  name: "ember",
  args: { contentId: "000001000101", supportEmail: "help@lumenforge.example" },
};

function item(itemId: string, packageName = PACKAGE): Declared {
  return {
    type: "InAppItem",
    name: itemId,
    args: { packageName, itemId, title: "Lantern", description: "Lights", usdPrice: 1 },
  };
}

const KEY_SETTING = "galaxystore:privateKey (GALAXY_STORE_PRIVATE_KEY)";
const ACCOUNT_SETTING = "galaxystore:serviceAccountId (GALAXY_STORE_SERVICE_ACCOUNT_ID)";

describe("credentials that are refused", () => {
  let store: TestStore;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start();
    stack = new Stack();
    await stack.init();
    stack.declare([APP]);
  });
  beforeEach(() => store.reset());
  after(async () => {
    stack?.remove();
    await store?.stop();
  });

  it("an unknown service account", async () => {
    const error = await refused({ GALAXY_STORE_SERVICE_ACCOUNT_ID: "00000000-1111-2222-3333-444444444444" });
    assert.match(error, /00000000-1111-2222-3333-444444444444.*AUTH_REQUIRE/);
    assert.ok(error.includes(`Check ${ACCOUNT_SETTING}`), error);
  });

  it("the key of another service account", async () => {
    const other = store.accounts.find(({ sellerSeq }) => sellerSeq !== store.account().sellerSeq);
    const error = await refused({ GALAXY_STORE_PRIVATE_KEY: other?.privateKey ?? "" });
    assert.ok(
      error.includes(`Check that ${KEY_SETTING} is the key of the service account in ${ACCOUNT_SETTING}`),
      error,
    );
  });

  it("a key that is no key", async () => {
    const error = await refused({
      GALAXY_STORE_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\nsecrets\n-----END PRIVATE KEY-----",
    });
    assert.ok(error.includes(`${KEY_SETTING} is damaged`), error);
    assert.ok(!error.includes("secrets"), error);
  });

  it("no key at all", async () => {
    const error = await refused({ GALAXY_STORE_PRIVATE_KEY: "" });
    assert.match(error, /No privateKey is configured.*galaxystore:privateKey.*GALAXY_STORE_PRIVATE_KEY/);
  });

  it("no service account", async () => {
    const error = await refused({ GALAXY_STORE_SERVICE_ACCOUNT_ID: "" });
    assert.match(
      error,
      /No serviceAccountId is configured.*galaxystore:serviceAccountId.*GALAXY_STORE_SERVICE_ACCOUNT_ID/,
    );
  });

  it("an access token that has ended, without a key to mint another", async () => {
    const ended = { GALAXY_STORE_PRIVATE_KEY: "", GALAXY_STORE_ACCESS_TOKEN: "k3h5J8s0Qm2Xv7Zt4Rw9Yb1N" };
    const error = await refused(ended);
    assert.match(error, /app 000001000101.*AUTH_REQUIRE.*galaxystore:accessToken \(GALAXY_STORE_ACCESS_TOKEN\)/);
    assert.ok(!error.includes(ended.GALAXY_STORE_ACCESS_TOKEN));
  });

  it("a service account without the service for publishing", async () => {
    const error = await refused(store.settings(store.account("gss")));
    assert.match(error, /lacks the needed scope \(NO_PERMISSION.*Publishing & ITEM/);
    assert.ok(error.includes(ACCOUNT_SETTING), error);
  });

  /** The one error that `up` ends with under these settings. */
  async function refused(settings: Record<string, string>): Promise<string> {
    stack.use({ GALAXY_STORE_ACCESS_TOKEN: "", ...store.settings(), ...settings });
    const before = await store.dump();
    const errors = errorsIn(await stack.run("up", "--yes", "--skip-preview"));
    assert.deepEqual(await store.dump(), before);
    assert.deepEqual(await store.writes(), []);
    assert.deepEqual([...errors.keys()], ["ember"]);
    return errors.get("ember") ?? "";
  }
});

describe("apps that are out of reach", () => {
  it("are named with the store's code and what to do, and nothing is written", async () => {
    const store = await TestStore.start();
    const stack = new Stack(store.settings());
    try {
      await stack.init();
      stack.declare([
        {
          type: "App",
          name: "others-app",
          args: { contentId: OTHER_SELLERS, supportEmail: "help@lumenforge.example" },
        },
        { type: "BetaTest", name: "others-beta", args: { contentId: OTHER_SELLERS, testers: ["mina@example.com"] } },
        item("others-item", "com.harbornine.railbaron"),
        {
          type: "App",
          name: "first",
          args: { contentId: NOT_YET_IN_SERVICE, supportEmail: "help@lumenforge.example" },
        },
        { type: "StagedRollout", name: "early", args: { contentId: PRE_REGISTERED, rate: 5 } },
      ]);
      const before = await store.dump();
      // The engine stops at the first error: nobody gets an answer before all have asked.
      await store.faults("auth.create", "stall-2000");
      const errors = errorsIn(await stack.run("up", "--yes", "--skip-preview"));

      for (const name of ["others-app", "others-beta"])
        assert.match(
          errors.get(name) ?? "",
          /app 000002000201: .*another seller \(4008\b.*service account of the seller/,
        );
      assert.match(
        errors.get("others-item") ?? "",
        /com\.harbornine\.railbaron\/others-item: .*another seller \(SLR_4006\b/,
      );
      assert.match(errors.get("first") ?? "", /App 000001000104 .*4128.*Seller Portal/);
      assert.match(errors.get("early") ?? "", /app 000001000107: .*pre-registered.*\(3205\b/);
      assert.equal(errors.size, 5);
      assert.deepEqual(await store.dump(), before);

      // A rollout waits for the listing of its app, so another seller's is met by itself.
      stack.declare([{ type: "StagedRollout", name: "others-rollout", args: { contentId: OTHER_SELLERS, rate: 5 } }]);
      const alone = errorsIn(await stack.run("up", "--yes", "--skip-preview"));
      assert.match(alone.get("others-rollout") ?? "", /app 000002000201: .*another seller \(4008\b/);
      assert.deepEqual(await store.writes(), []);
    } finally {
      stack.remove();
      await store.stop();
    }
  });
});

describe("a token that ends in the middle of up", () => {
  it("is replaced without a word, and nothing is done twice", async () => {
    const store = await TestStore.start();
    const wiretap = await Wiretap.before(store.url);
    const stack = new Stack({ ...store.settings(), GALAXY_STORE_ENDPOINT: wiretap.url });
    try {
      await stack.init();
      const ids = ["first", "second", "third", "fourth", "fifth"];
      stack.declare(ids.map((id) => item(id)));
      const held = "stall-1500";
      await store.faults("items.create", "stall-0", "stall-0", held);
      const up = await stack.start("up", "--yes", "--skip-preview", "--parallel", "1");
      while (JSON.stringify(await store.faultsLeft()).includes(held)) await new Promise(setImmediate);
      await revoke(wiretap);
      const { code, output } = await up.ended;

      assert.equal(code, 0, output);
      assert.doesNotMatch(output, /error|warning|AUTH_REQUIRE/);
      const items = await store.items(PACKAGE);
      for (const id of ids) assert.equal(items.get(id)?.title, "Lantern");
      const answered = (await store.requests()).filter(({ status }) => status === 401);
      assert.equal(answered.length, 1);
      const created = (await store.writes()).filter(({ status }) => status === 200).map(({ request }) => request?.id);
      assert.deepEqual(created.sort(), ids.sort());
      assert.equal([...wiretap.credentials].filter((credential) => !credential.startsWith("eyJ")).length, 2);
    } finally {
      stack.remove();
      await wiretap.stop();
      await store.stop();
    }

    /** Ends the token that `up` works with, as an administrator would. */
    async function revoke(wiretap: Wiretap): Promise<void> {
      const token = [...wiretap.credentials].at(-1);
      const answer = await fetch(`${store.url}/auth/revokeAccessToken`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${token}`, "service-account-id": store.account().serviceAccountId },
      });
      assert.equal(answer.status, 200);
    }
  });
});

/** The errors of a failed run by resource name; a stack trace, or an error of anything else, fails the test. */
function errorsIn({ code, output }: Run): Map<string, string> {
  assert.notEqual(code, 0, output);
  assert.doesNotMatch(output, /^\s+at /m);
  const errors = new Map<string, string>();
  const diagnostics = output.slice(output.indexOf("Diagnostics:"));
  for (const [, name = "", error = ""] of diagnostics.matchAll(/^ {2}\S+:\w+ \((\S+)\):\n {4}error: (.*)$/gm))
    if (error !== "update failed") errors.set(name, error);
  return errors;
}
