/** Signing in: JWTs, access tokens, and the gateway before every call. */
import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { describe, it } from "mocha";
import { refusedByGateway } from "./support/failures";
import { send } from "./support/http";
import { account, askToken, call, credentials, done, jwtOf, tokenOf } from "./support/seller";
import { exactly, hasShape, type Shape } from "./support/shapes";
import { at } from "./support/store";

const TOKEN: Shape = { ok: exactly(true), createdItem: { accessToken: /^[A-Za-z0-9]{20,32}$/ } };

// One read of every API family and the account that may make it.
const READS: readonly (readonly [string, string, string, object?])[] = [
  ["Content Publish, older calls", "GET", "/seller/contentList"],
  ["Content Publish, v2", "GET", "/seller/v2/content/stagedRolloutRate?contentId=000001000101&appStatus=SALE"],
  ["the upload host", "POST", "/galaxyapi/fileUpload"],
  ["in-app items", "GET", "/iap/v6/applications/com.lumenforge.emberisles/items?page=1&size=1"],
  ["orders", "POST", "/iap/seller/orders", { sellerSeq: "000001234567" }],
  ["the statistics", "POST", "/gss/query/sellerMetric", { metricIds: [], periods: [] }],
];

export function auth(): void {
  describe("an access token", () => {
    it("is given for a signed JWT, and opens the store until it is revoked", async () => {
      const owner = await account();
      const answer = await askToken(jwtOf(owner));
      assert.equal(answer.status, 200, answer.text);
      hasShape(answer.json, TOKEN);
      const headers = {
        Authorization: `Bearer ${answer.json.createdItem.accessToken}`,
        "service-account-id": owner.serviceAccountId,
      };
      hasShape(await done("GET", "/auth/checkAccessToken", { headers }), { ok: exactly(true) });
      hasShape(await done("DELETE", "/auth/revokeAccessToken", { headers }), { ok: exactly(true) });
      refusedByGateway(await call("GET", "/auth/checkAccessToken", { headers }), "unknown token");
      refusedByGateway(await call("GET", "/seller/contentList", { headers }), "unknown token");
    });

    it("does not end when time passes or another is asked for", async () => {
      const owner = await account();
      const first = (await askToken(jwtOf(owner))).json.createdItem.accessToken;
      const second = (await askToken(jwtOf(owner))).json.createdItem.accessToken;
      assert.notEqual(first, second);
      for (const token of [first, second])
        await done("GET", "/auth/checkAccessToken", { headers: { Authorization: `Bearer ${token}` } });
    });

    const dialects = {
      "no body and no content type": {},
      "an empty body as JSON": { headers: { "Content-Type": "application/json" }, body: "" },
      "an empty body as a form": { headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "" },
      "an empty body as text": { headers: { "Content-Type": "text/plain;charset=UTF-8" }, body: "" },
      "an empty JSON object": { headers: { "Content-Type": "application/json" }, body: "{}" },
      "a chunked empty JSON object": { headers: { "Content-Type": "application/json" }, body: "{}", chunked: true },
    };
    for (const [name, message] of Object.entries(dialects))
      it(`is asked for with ${name}`, async () => {
        const answer = await askToken(jwtOf(await account()), message);
        assert.equal(answer.status, 200, answer.text);
        hasShape(answer.json, TOKEN);
      });

    it("is asked for with or without the service-account-id header", async () => {
      const owner = await account();
      for (const headers of [{}, { "service-account-id": owner.serviceAccountId }])
        hasShape((await askToken(jwtOf(owner), { headers })).json, TOKEN);
    });

    it("is given for a fractional iat, for one half a second ahead, and for the full twenty minutes", async () => {
      const owner = await account();
      const now = Date.now() / 1000;
      const whole = Math.floor(now);
      for (const claims of [
        { iat: now - 0.25, exp: now + 60 },
        { iat: Math.ceil(now + 0.5), exp: whole + 600 },
        { iat: whole, exp: whole + 1200 },
      ])
        hasShape((await askToken(jwtOf(owner, { claims }))).json, TOKEN);
    });

    it("is given for a key in PKCS#1 form as well as in PKCS#8", async () => {
      const owner = await account();
      for (const type of ["pkcs1", "pkcs8"] as const) {
        const key = createPrivateKey(owner.privateKey).export({ type, format: "pem" }).toString();
        assert.match(key, type === "pkcs1" ? /BEGIN RSA PRIVATE KEY/ : /BEGIN PRIVATE KEY/);
        hasShape((await askToken(jwtOf(owner, { key }))).json, TOKEN);
      }
    });

    it("is given for one of the account's scopes alone, and opens only what that scope covers", async () => {
      const owner = await account("seller");
      const answer = await askToken(jwtOf(owner, { claims: { scopes: ["gss"] } }));
      const headers = { Authorization: `Bearer ${answer.json.createdItem.accessToken}` };
      refusedByGateway(await call("GET", "/seller/contentList", { headers }), "missing scope");
      await done("POST", "/gss/query/sellerMetric", {
        headers,
        json: { metricIds: ["revenue_total"], periods: [{ startDate: "2026-01-01", endDate: "2026-01-02" }] },
      });
    });

    it("is checked whatever its scope is", async () => {
      for (const as of ["publisher", "analyst", "stranger"] as const)
        hasShape(await done("GET", "/auth/checkAccessToken", { as }), { ok: exactly(true) });
    });

    it("is refused without a JWT in the header", async () => {
      const jwt = jwtOf(await account());
      const inBody = await send({
        method: "POST",
        url: at("/auth/accessToken"),
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jwt }),
      });
      refusedByGateway(inBody, "no jwt");
    });

    it("is refused to an unknown service account", async () => {
      const owner = await account();
      const claims = { iss: "00000000-0000-4000-8000-000000000000" };
      refusedByGateway(await askToken(jwtOf(owner, { claims })), "unknown account");
    });

    it("is refused for a scope that the account does not have", async () => {
      const claims = { scopes: ["publishing", "gss"] };
      refusedByGateway(await askToken(jwtOf(await account("publisher"), { claims })), "missing scope");
    });

    it("is refused for another key's signature, another algorithm, a changed payload, and something that is no JWT", async () => {
      const owner = await account();
      const key = generateKeyPairSync("rsa", { modulusLength: 2048 })
        .privateKey.export({ type: "pkcs8", format: "pem" })
        .toString();
      const [header, , signature] = jwtOf(owner).split(".");
      const payload = jwtOf(owner, { claims: { exp: Math.floor(Date.now() / 1000) + 900 } }).split(".")[1];
      const unsigned = `${jwtOf(owner, { header: { alg: "none" } })
        .split(".")
        .slice(0, 2)
        .join(".")}.`;
      for (const jwt of [
        unsigned,
        jwtOf(owner, { header: { alg: "RS512" } }),
        jwtOf(owner, { key }),
        `${header}.${payload}.${signature}`,
        "not.a.jwt",
      ])
        refusedByGateway(await askToken(jwt), "invalid signature");
    });

    it("is not given for a JWT that is over or that would last longer than twenty minutes", async () => {
      const owner = await account();
      const now = Math.floor(Date.now() / 1000);
      for (const claims of [
        { iat: now - 1000, exp: now - 500 },
        { iat: now, exp: now + 3600 },
      ]) {
        const answer = await askToken(jwtOf(owner, { claims }));
        assert.ok(answer.status >= 400, answer.text);
        assert.equal(answer.json?.createdItem, undefined);
      }
    });
  });

  describe("the gateway before every call", () => {
    for (const [family, method, path, json] of READS) {
      it(`refuses ${family} without a live token`, async () => {
        const { serviceAccountId } = await account();
        for (const Authorization of [
          "",
          "Bearer Ab3dEf6hIj9kLm2nOp5qRs8t",
          await tokenOf(),
          `Basic ${await tokenOf()}`,
        ])
          refusedByGateway(
            await call(method, path, {
              headers: { Authorization, "service-account-id": serviceAccountId },
              ...(json ? { json } : {}),
            }),
            "unknown token",
          );
      });

      it(`refuses ${family} for another account's id`, async () => {
        const other = (await account("stranger")).serviceAccountId;
        for (const id of [other, "00000000-0000-4000-8000-000000000000"])
          refusedByGateway(
            await call(method, path, { headers: { "service-account-id": id }, ...(json ? { json } : {}) }),
            "unknown account",
          );
      });

      it(`refuses ${family} without service-account-id`, async () => {
        const answer = await call(method, path, { headers: { "service-account-id": "" }, ...(json ? { json } : {}) });
        assert.ok(answer.status === 401 || answer.status === 403, answer.text);
        assert.equal(answer.json.from, "asgw");
      });

      it(`refuses ${family} for a token without its scope`, async () => {
        const as = path.startsWith("/gss/") ? "publisher" : "analyst";
        refusedByGateway(await call(method, path, { as, ...(json ? { json } : {}) }), "missing scope");
      });
    }

    it("asks for no content type on a GET, and minds none", async () => {
      for (const headers of [{}, { "Content-Type": "application/json" }, { "Content-Type": "text/plain" }])
        for (const message of [{ headers }, { headers, body: "" }, { headers, body: "{}" }])
          assert.ok(Array.isArray(await done("GET", "/seller/contentList", message)));
    });

    it("takes headers in any case, with the ones that programs add", async () => {
      const { Authorization, "service-account-id": id } = await credentials();
      const answer = await send({
        method: "GET",
        url: at("/seller/contentList"),
        headers: {
          AUTHORIZATION: String(Authorization),
          "Service-Account-Id": String(id),
          "X-Client-Source": "some plugin",
        },
      });
      assert.equal(answer.status, 200, answer.text);
    });

    it("answers a path that the store does not have with 404", async () => {
      assert.equal((await call("GET", "/seller/contentCreate")).status, 404);
    });
  });
}
