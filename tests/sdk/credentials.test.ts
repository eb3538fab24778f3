/** The token: minted from the key in any form, shared, reused, and minted anew once when it is refused. */

import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jwtVerify } from "jose";
import { after, before, describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { always, clientOf, inTurn, scriptedStore, testKey } from "./support/scriptedStore";

const REFUSED = { status: 401, body: { code: "AUTH_REQUIRE", message: "Invalid accessToken", from: "asgw" } };
const EMPTY_LIST = { body: [] };

describe("credentials", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "galaxystore-key-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  describe("the private key", () => {
    const pkcs1 = () => createPrivateKey(testKey()).export({ type: "pkcs1", format: "pem" }).toString();
    const inFile = (name: string, text: string) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };
    const forms: [string, () => string][] = [
      ["PKCS#8 PEM", testKey],
      ["PKCS#1 PEM", pkcs1],
      ["PEM with Windows line ends", () => testKey().replaceAll("\n", "\r\n")],
      ["PEM on one line", () => testKey().replaceAll("\n", "")],
      ["PEM on one line with spaces", () => pkcs1().trim().replaceAll("\n", " ")],
      ["PEM with literal \\n", () => testKey().replaceAll("\n", "\\n")],
      ["quoted PEM with literal \\n", () => `"${pkcs1().replaceAll("\n", "\\n")}"`],
      ["bare base64 of PKCS#8", () => bare(testKey())],
      ["bare base64 of PKCS#1", () => bare(pkcs1())],
      ["bare base64 in lines", () => testKey().replace(/-----.*-----\n/g, "")],
      ["the path of a PEM file", () => inFile("key.pem", testKey())],
      ["the path of a file of bare base64", () => inFile("key.txt", bare(pkcs1()))],
      ["the path of a file without extension", () => inFile("key", testKey())],
    ];
    for (const [form, make] of forms) {
      it(`is read as ${form}, and signs what the store verifies`, async () => {
        const local = await scriptedStore(always(EMPTY_LIST));
        const { store } = clientOf(local.url, { privateKey: make(), clock: () => 1_800_000_000_500 });
        await store.apps.list();
        const jwt = String(local.seen[0]?.headers.authorization).replace(/^Bearer /, "");
        const { payload, protectedHeader } = await jwtVerify(jwt, publicKey(), {
          currentDate: new Date(1_800_000_000_500),
        });
        assert.deepEqual(protectedHeader, { alg: "RS256", typ: "JWT" });
        assert.deepEqual(payload, {
          iss: "00000000-0000-4000-8000-000000000001",
          scopes: ["publishing"],
          iat: 1_800_000_000,
          exp: 1_800_000_600,
        });
      });
    }

    const unusable: [string, () => string, RegExp][] = [
      ["a path that does not exist", () => join(folder, "absent.pem"), /absent\.pem cannot be read/],
      ["a key that was cut off", () => testKey().slice(0, 900), /cut off/],
      ["a key with damaged middle", () => testKey().replace(/\n[A-Za-z0-9+/]{20}/, "\n!!"), /damaged/],
      ["base64 that was cut off", () => bare(testKey()).slice(0, 400), /neither a key nor the path of one/],
      ["an empty file", () => inFile("empty.pem", ""), /damaged/],
      [
        "a public key",
        () => publicKey().export({ type: "spki", format: "pem" }).toString(),
        /public key, not a private key/,
      ],
      [
        "a key with a passphrase",
        () =>
          createPrivateKey(testKey())
            .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" })
            .toString(),
        /passphrase/,
      ],
      [
        "an elliptic key",
        () =>
          generateKeyPairSync("ec", { namedCurve: "P-256" })
            .privateKey.export({ type: "pkcs8", format: "pem" })
            .toString(),
        /type ec, not RSA/,
      ],
      [
        "a key that is too short",
        () =>
          generateKeyPairSync("rsa", { modulusLength: 1024 })
            .privateKey.export({ type: "pkcs1", format: "pem" })
            .toString(),
        /1024 bits/,
      ],
    ];
    for (const [form, make, says] of unusable) {
      it(`${form} is refused before anything is sent; the setting is named and nothing of the key is shown`, async () => {
        const local = await scriptedStore(always(EMPTY_LIST));
        const key = make();
        const error = await failureOf(clientOf(local.url, { privateKey: key }).store.apps.list());
        assert.equal(error.kind, "configuration");
        assert.match(error.message, says);
        assert.match(error.message, /galaxystore:privateKey \(GALAXY_STORE_PRIVATE_KEY\)/);
        assert.deepEqual(local.seen, []);
        const secret = key.replace(/-----[^-]+-----|\s/g, "").slice(40, 90);
        if (secret.length === 50 && !key.includes(folder))
          assert.ok(!error.message.replace(/\s/g, "").includes(secret));
      });
    }
  });

  it("a missing setting is named", async () => {
    const local = await scriptedStore(always(EMPTY_LIST));
    const noId = await failureOf(clientOf(local.url, { serviceAccountId: " " }).store.apps.list());
    assert.equal(noId.kind, "configuration");
    assert.match(noId.message, /galaxystore:serviceAccountId \(GALAXY_STORE_SERVICE_ACCOUNT_ID\)/);
    const noKey = await failureOf(clientOf(local.url, { privateKey: "" }).store.apps.list());
    assert.equal(noKey.kind, "configuration");
    assert.match(noKey.message, /galaxystore:privateKey/);
    assert.deepEqual(local.seen, []);
  });

  it("an endpoint or id that cannot be used is named", () => {
    for (const [options, says] of [
      [{ endpoint: "localhost:4010" }, /galaxystore:endpoint \(GALAXY_STORE_ENDPOINT\)/],
      [{ endpoint: "ftp://example.com" }, /galaxystore:endpoint/],
      [{ serviceAccountId: "two words" }, /galaxystore:serviceAccountId/],
      [{ accessToken: "line\nbreak" }, /galaxystore:accessToken/],
    ] as const) {
      assert.throws(() => clientOf("http://127.0.0.1:9", options).store.apps, says);
    }
  });

  it("one token serves all calls, also those that begin together", async () => {
    const local = await scriptedStore(always(EMPTY_LIST));
    const { store } = clientOf(local.url);
    await Promise.all([store.apps.list(), store.apps.list(), store.apps.list()]);
    await store.apps.list();
    assert.equal(local.tokensMinted(), 1);
    for (const { headers } of local.seen.slice(1)) {
      assert.equal(headers.authorization, "Bearer token-0001");
      assert.equal(headers["service-account-id"], "00000000-0000-4000-8000-000000000001");
    }
  });

  it("asks for the scopes it was told to", async () => {
    const local = await scriptedStore(always(EMPTY_LIST));
    await clientOf(local.url, { scopes: ["publishing", "gss"] }).store.apps.list();
    const [, payload] = String(local.seen[0]?.headers.authorization).split(".");
    assert.deepEqual(JSON.parse(Buffer.from(String(payload), "base64url").toString()).scopes, ["publishing", "gss"]);
  });

  it("a ready token is used as it is", async () => {
    const local = await scriptedStore(always(EMPTY_LIST));
    await clientOf(local.url, { accessToken: "token-ready" }).store.apps.list();
    assert.deepEqual(
      local.seen.map(({ headers }) => headers.authorization),
      ["Bearer token-ready"],
    );
  });

  it("a ready token that is refused is an error naming the setting, without a second try", async () => {
    const local = await scriptedStore(always(REFUSED));
    const error = await failureOf(
      clientOf(local.url, { accessToken: "token-ready" }).store.apps.submit("000001000101"),
    );
    assert.equal(error.kind, "authentication");
    assert.equal(error.code, "AUTH_REQUIRE");
    assert.match(error.message, /galaxystore:accessToken/);
    assert.equal(error.unclear, false);
    assert.equal(local.calls().length, 1);
  });

  it("a ready token with a key beside it is replaced when it is refused", async () => {
    const local = await scriptedStore(inTurn(REFUSED, EMPTY_LIST));
    await clientOf(local.url, { accessToken: "token-ready", privateKey: testKey() }).store.apps.list();
    assert.deepEqual(
      local.seen.map(({ headers }) => headers.authorization?.slice(0, 14)),
      ["Bearer token-r", "Bearer eyJhbGc", "Bearer token-0"],
    );
  });

  it("a refused token is replaced, once per call, and the write is carried out", async () => {
    const local = await scriptedStore(inTurn({ status: 204 }, REFUSED, { status: 204 }));
    const { store, waits } = clientOf(local.url);
    await store.apps.submit("000001000101");
    await store.apps.submit("000001000102");
    assert.equal(local.tokensMinted(), 2);
    assert.equal(local.calls().length, 3);
    assert.deepEqual(waits, []);
  });

  it("a token that stays refused is an error after one replacement", async () => {
    const local = await scriptedStore(always(REFUSED));
    const error = await failureOf(clientOf(local.url).store.apps.list());
    assert.equal(error.kind, "authentication");
    assert.equal(local.tokensMinted(), 2);
    assert.equal(local.calls().length, 2);
  });

  it("callers whose token is refused together share the new one", async () => {
    let refusals = 0;
    const local = await scriptedStore(({ url, headers }) => {
      if (url === "/auth/accessToken") return {};
      if (headers.authorization !== "Bearer token-0001") return EMPTY_LIST;
      refusals += 1;
      return REFUSED;
    });
    const { store } = clientOf(local.url);
    await Promise.all(Array.from({ length: 8 }, () => store.apps.list()));
    assert.ok(refusals > 0);
    assert.equal(local.tokensMinted(), 2);
  });

  it("a mint that failed is tried again by the next call", async () => {
    const local = await scriptedStore(({ url }, nth) =>
      url !== "/auth/accessToken"
        ? EMPTY_LIST
        : nth === 1
          ? { status: 401, body: { code: "AUTH_REQUIRE", message: "x", from: "asgw" } }
          : {},
    );
    const { store } = clientOf(local.url);
    await failureOf(store.apps.list());
    assert.deepEqual(await store.apps.list(), []);
  });

  describe("a refused mint says what to check", () => {
    const cases: [string, { status?: number; body: unknown }, RegExp][] = [
      [
        "a bad signature, which is a bare 500",
        { status: 500, body: { message: "invalid signature" } },
        /privateKey.*is the key of the service account in galaxystore:serviceAccountId/,
      ],
      [
        "an unknown service account",
        {
          status: 401,
          body: { code: "AUTH_REQUIRE", message: "Not found serviceAccount by serviceAccountId", from: "asgw" },
        },
        /Check galaxystore:serviceAccountId/,
      ],
      ["HTTP 200 without a token", { body: { ok: true } }, /privateKey.*serviceAccountId/],
      ["HTTP 200 that says no", { body: { ok: false, message: "denied" } }, /denied.*privateKey/],
    ];
    for (const [name, answer, says] of cases) {
      it(name, async () => {
        const local = await scriptedStore(always(EMPTY_LIST));
        const refusing = await scriptedStore(() => answer);
        const { store, waits } = clientOf(refusing.url);
        const error = await failureOf(store.apps.list());
        assert.equal(error.kind, "authentication");
        assert.equal(error.operation, "auth.create");
        assert.match(error.message, says);
        assert.deepEqual(waits, [], "no second try");
        assert.equal(refusing.seen.length, 1);
        assert.deepEqual(local.seen, []);
      });
    }

    it("a scope that the account lacks", async () => {
      const refusing = await scriptedStore(() => ({
        status: 403,
        body: { code: "NO_PERMISSION", message: "Insufficient scopes", from: "asgw" },
      }));
      const error = await failureOf(clientOf(refusing.url, { scopes: ["gss"] }).store.auth.check());
      assert.equal(error.kind, "permission");
      assert.match(error.message, /scope gss/);
      assert.match(error.message, /Publishing & ITEM, or GSS/);
    });
  });

  describe("revoking", () => {
    it("ends the token; the next call mints a new one", async () => {
      const local = await scriptedStore(({ method, url }) =>
        url === "/auth/accessToken" ? {} : method === "DELETE" ? { body: { ok: true } } : EMPTY_LIST,
      );
      const { store } = clientOf(local.url);
      await store.apps.list();
      await store.auth.revoke();
      await store.apps.list();
      assert.equal(local.tokensMinted(), 2);
      assert.equal(local.calls()[1], "DELETE /auth/revokeAccessToken");
    });

    it("without a token sends nothing", async () => {
      const local = await scriptedStore(always(EMPTY_LIST));
      await clientOf(local.url).store.auth.revoke();
      assert.deepEqual(local.seen, []);
    });

    it("with an unknown account is an error, and no other token is minted for it", async () => {
      const message = "Not found serviceAccount by serviceAccountId";
      const local = await scriptedStore(always({ status: 401, body: { code: "AUTH_REQUIRE", message, from: "asgw" } }));
      const { store } = clientOf(local.url, { accessToken: "token-ready", privateKey: testKey() });
      assert.equal((await failureOf(store.auth.revoke())).kind, "authentication");
      assert.equal(local.seen.length, 1);
    });

    it("of a token that is gone already is done", async () => {
      const local = await scriptedStore(always(REFUSED));
      await clientOf(local.url, { accessToken: "token-ready" }).store.auth.revoke();
      assert.deepEqual(local.calls(), ["DELETE /auth/revokeAccessToken"]);
    });
  });
});

function bare(pem: string): string {
  return pem.replace(/-----.*-----|\n/g, "");
}

function publicKey(): KeyObject {
  return createPublicKey(testKey());
}
