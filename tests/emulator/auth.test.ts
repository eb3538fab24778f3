/** How the store decides who may call. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { HARBOR, PUBLISHING_ONLY, refusedByGateway, STATISTICS_ONLY, STUDIO, storeForFile } from "./support/caller";

describe("access tokens", () => {
  const store = storeForFile();
  const mint = (authorization?: string, body?: string) =>
    store.raw("POST", "/auth/accessToken", authorization === undefined ? {} : { authorization }, body);

  it("are 24 letters and digits, and come for a signed JWT, with an empty body or an empty object", async () => {
    for (const body of [undefined, "{}"]) {
      const answer = await mint(`Bearer ${await store.jwt(STUDIO)}`, body);
      assert.equal(answer.status, 200);
      assert.equal(answer.json.ok, true);
      assert.match(answer.json.createdItem.accessToken, /^[A-Za-z0-9]{24}$/);
    }
  });

  it("are refused without a JWT in the header", async () => {
    const answer = await mint();
    assert.equal(answer.status, 401);
    assert.equal(answer.json.code, "AUTH_REQUIRE");
    assert.match(answer.json.message, /Bearer <jwt>/);
  });

  it("are refused to an unknown service account", async () => {
    refusedByGateway(
      await mint(`Bearer ${await store.jwt("nobody", {}, STUDIO)}`),
      401,
      "AUTH_REQUIRE",
      "Not found serviceAccount by serviceAccountId",
    );
  });

  it("are refused for a signature of another key, an unsigned JWT and no JWT at all, each with a message only", async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify({ iss: STUDIO })).toString("base64url")}.`;
    for (const jwt of [await store.jwt(STUDIO, {}, HARBOR), unsigned, "nonsense"]) {
      const answer = await mint(`Bearer ${jwt}`);
      assert.equal(answer.status, 500);
      assert.deepEqual(answer.json, { message: "invalid signature" });
    }
  });

  it("are refused for a scope that the service account lacks, and for no scope", async () => {
    for (const [account, scopes] of [
      [PUBLISHING_ONLY, ["publishing", "gss"]],
      [STATISTICS_ONLY, ["publishing"]],
      [STUDIO, []],
    ] as const)
      refusedByGateway(
        await mint(`Bearer ${await store.jwt(account, { scopes })}`),
        403,
        "NO_PERMISSION",
        "Insufficient scopes",
      );
  });

  it("are refused for an expired JWT, one that lives longer than 20 minutes, one from the future and one without times", async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const times of [
      { iat: now - 1000, exp: now - 300 },
      { iat: now, exp: now + 1201 },
      { iat: now + 600, exp: now + 900 },
      { iat: undefined },
      { exp: undefined },
    ]) {
      const answer = await mint(`Bearer ${await store.jwt(STUDIO, times)}`);
      assert.equal(answer.status, 401, JSON.stringify(times));
      assert.equal(answer.json.code, "AUTH_REQUIRE");
    }
  });

  it("are given for a JWT of exactly 20 minutes and for a clock that is slightly ahead", async () => {
    const now = Date.now() / 1000;
    for (const times of [
      { iat: now, exp: now + 1200 },
      { iat: now + 0.5, exp: now + 60.5 },
    ])
      assert.equal((await mint(`Bearer ${await store.jwt(STUDIO, times)}`)).status, 200);
  });

  it("are checked, revoked, and dead afterwards", async () => {
    const token = await store.mint(STUDIO, ["publishing"]);
    const headers = { authorization: `Bearer ${token}`, "service-account-id": STUDIO };
    assert.deepEqual((await store.raw("GET", "/auth/checkAccessToken", headers)).json, { ok: true });
    assert.deepEqual((await store.raw("DELETE", "/auth/revokeAccessToken", headers)).json, { ok: true });
    refusedByGateway(
      await store.raw("GET", "/auth/checkAccessToken", headers),
      401,
      "AUTH_REQUIRE",
      "Invalid accessToken",
    );
  });

  it("do not end with time, and minting another leaves earlier ones alive", async () => {
    const token = await store.mint(STUDIO, ["publishing"]);
    await store.mint(STUDIO, ["publishing"]);
    await store.control("PUT", "clock", { advance: 400 * 24 * 3600 });
    const headers = { authorization: `Bearer ${token}`, "service-account-id": STUDIO };
    assert.equal((await store.raw("GET", "/seller/contentList", headers)).status, 200);
  });
});

describe("every other call", () => {
  const store = storeForFile();

  it("is refused without a token and with an unknown one", async () => {
    for (const headers of [
      { "service-account-id": STUDIO },
      { "service-account-id": STUDIO, authorization: "Bearer AAAAAAAAAAAAAAAAAAAAAAAA" },
    ])
      refusedByGateway(
        await store.raw("GET", "/seller/contentList", headers),
        401,
        "AUTH_REQUIRE",
        "Invalid accessToken",
      );
  });

  it("is refused when service-account-id is missing, unknown, or not the account of the token", async () => {
    const { authorization = "" } = await store.authorization();
    for (const id of [undefined, "nobody", HARBOR])
      refusedByGateway(
        await store.raw("GET", "/seller/contentList", {
          authorization,
          ...(id === undefined ? {} : { "service-account-id": id }),
        }),
        401,
        "AUTH_REQUIRE",
        "Not found serviceAccount by serviceAccountId",
      );
  });

  it("needs the scope publishing, which the token has, not only the account", async () => {
    const gss = await store.mint(STUDIO, ["gss"]);
    for (const path of ["/seller/contentList", "/iap/v6/applications/com.lumenforge.emberisles/items?page=1&size=1"])
      refusedByGateway(
        await store.raw("GET", path, { authorization: `Bearer ${gss}`, "service-account-id": STUDIO }),
        403,
        "NO_PERMISSION",
        "Insufficient scopes",
      );
  });

  it("is checked for its token only by the token check itself", async () => {
    assert.equal(
      (await store.call("GET", "/auth/checkAccessToken", undefined, { account: STATISTICS_ONLY })).status,
      200,
    );
  });

  it("meets 404 on a path that the store does not have", async () => {
    assert.equal((await store.call("POST", "/seller/contentCreate", {})).status, 404);
  });
});
