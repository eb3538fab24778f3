/** Credentials against the emulator: accounts, scopes, and tokens that end. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { ACCOUNTS, rehearsal } from "./support/rehearsal";
import { testKey } from "./support/scriptedStore";

describe("accounts", () => {
  const store = rehearsal();

  it("good credentials are proved", async () => {
    await store.client().auth.check();
    assert.deepEqual(
      (await store.journal()).map(({ operation, status }) => [operation, status]),
      [["auth.check", 200]],
    );
  });

  it("a token that was revoked elsewhere is replaced without a word", async () => {
    const client = store.client();
    await client.apps.list();
    await store.fault("apps.update", "return-401");
    await client.apps.update({ contentId: "000001000101", appTitle: "Ember Isles II" });
    assert.deepEqual((await store.journal()).map(({ operation, status }) => [operation, status]).slice(1), [
      ["apps.update", 401],
      ["apps.update", 200],
    ]);
  });

  it("a revoked token is dead; a client with a key goes on with a new one", async () => {
    const client = store.client();
    await client.auth.check();
    await client.auth.revoke();
    await client.apps.list();
    assert.deepEqual(
      (await store.journal()).map(({ operation, status }) => [operation, status]),
      [
        ["auth.check", 200],
        ["auth.revoke", 200],
        ["apps.list", 200],
      ],
    );
  });

  it("an account without the scope is refused, by name of the service", async () => {
    const error = await failureOf(store.client({ serviceAccountId: ACCOUNTS.statisticsOnly }).apps.list());
    assert.equal(error.kind, "permission");
    assert.equal(error.code, "NO_PERMISSION");
    assert.match(error.fix, /Publishing & ITEM/);
    const token = await failureOf(
      store.client({ serviceAccountId: ACCOUNTS.statisticsOnly, scopes: ["gss"] }).apps.list(),
    );
    assert.equal(token.kind, "permission");
    assert.equal(token.operation, "apps.list");
  });

  it("both scopes come with one token", async () => {
    const client = store.client({ scopes: ["publishing", "gss"] });
    await client.auth.check();
    assert.ok((await client.apps.list()).length > 0);
  });

  it("a key of somebody else and an unknown account say what to check", async () => {
    const wrongKey = await failureOf(store.client({ privateKey: testKey() }).apps.list());
    assert.equal(wrongKey.kind, "authentication");
    assert.match(wrongKey.message, /invalid signature.*galaxystore:privateKey/);
    const unknown = await failureOf(store.client({ serviceAccountId: "nobody", privateKey: testKey() }).apps.list());
    assert.equal(unknown.kind, "authentication");
    assert.match(unknown.message, /galaxystore:serviceAccountId/);
  });

  it("a token that is not the account's says so", async () => {
    const client = store.client({ accessToken: "AAAAAAAAAAAAAAAAAAAAAAAA" });
    const error = await failureOf(client.apps.list());
    assert.equal(error.kind, "authentication");
    assert.match(error.message, /Invalid accessToken/);
  });

  it("a mint is repeated while the store fails, and when its answer gets lost", async () => {
    await store.fault("auth.create", "return-503", "reset-before", "reset-after");
    await store.client().auth.check();
    assert.equal(store.waits.length, 3);
  });
});
