/** Whose app it is, and whether there is one: what every call asks before its own rules. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LANTERNS, RAIL_BARON } from "./support/apps";
import { refused } from "./support/failures";
import { call } from "./support/seller";

interface ContentCall {
  readonly method: string;
  readonly path: string;
  readonly in: "query" | "body";
  readonly kind: "legacy" | "v2";
  readonly fields: Readonly<Record<string, string | number>>;
}

const V2 = "/seller/v2/content";

const CALLS: readonly ContentCall[] = [
  { method: "GET", path: "/seller/contentInfo", in: "query", kind: "legacy", fields: {} },
  { method: "POST", path: "/seller/contentUpdate", in: "body", kind: "legacy", fields: {} },
  { method: "POST", path: "/seller/contentSubmit", in: "body", kind: "legacy", fields: {} },
  {
    method: "POST",
    path: "/seller/contentStatusUpdate",
    in: "body",
    kind: "legacy",
    fields: { contentStatus: "SUSPENDED" },
  },
  { method: "POST", path: `${V2}/binary`, in: "body", kind: "v2", fields: { filekey: "none", gms: "N" } },
  { method: "PUT", path: `${V2}/binary`, in: "body", kind: "v2", fields: { binarySeq: "1", gms: "N" } },
  { method: "DELETE", path: `${V2}/binary`, in: "query", kind: "v2", fields: { binarySeq: "1" } },
  { method: "GET", path: `${V2}/betaTest`, in: "query", kind: "v2", fields: { appStatus: "SALE" } },
  { method: "PUT", path: `${V2}/betaTest`, in: "body", kind: "v2", fields: {} },
  { method: "GET", path: `${V2}/stagedRolloutRate`, in: "query", kind: "v2", fields: { appStatus: "SALE" } },
  {
    method: "PUT",
    path: `${V2}/stagedRolloutRate`,
    in: "body",
    kind: "v2",
    fields: { appStatus: "SALE", function: "ENABLE_ROLLOUT", rolloutRate: 50 },
  },
  { method: "GET", path: `${V2}/stagedRolloutBinary`, in: "query", kind: "v2", fields: { appStatus: "SALE" } },
  {
    method: "PUT",
    path: `${V2}/stagedRolloutBinary`,
    in: "body",
    kind: "v2",
    fields: { function: "ADD", binarySeq: "1" },
  },
  { method: "GET", path: `${V2}/comment`, in: "body", kind: "v2", fields: {} },
  {
    method: "POST",
    path: `${V2}/comment/reply`,
    in: "body",
    kind: "v2",
    fields: { commentId: "1200301", countryCode: "GBR", replyText: "Thank you." },
  },
];

function about({ method, path, in: place, fields }: ContentCall, contentId: string) {
  const all = { contentId, ...fields };
  return call(method, path, place === "query" ? { query: all } : { json: all });
}

export function ownership(): void {
  describe("an app of another seller", () => {
    for (const one of CALLS)
      it(`is refused to ${one.method} ${one.path} (4008)`, async () => {
        refused(await about(one, RAIL_BARON.contentId), one.kind, "4008", RAIL_BARON.contentId);
      });

    it("keeps the reply that a stranger tries to delete (4008)", async () => {
      const json = { contentId: LANTERNS.contentId };
      const { comments } = (await call("GET", `${V2}/comment`, { json })).json.data;
      const replied = comments.find((comment: { replyId: unknown }) => comment.replyId !== null);
      const deletion = { json: { replyId: replied.replyId } };
      refused(await call("DELETE", `${V2}/comment/reply`, { ...deletion, as: "stranger" }), "v2", "4008");
      assert.deepEqual((await call("GET", `${V2}/comment`, { json })).json.data.comments, comments);
    });
  });

  describe("a content id that nobody has", () => {
    for (const one of CALLS.filter(({ kind }) => kind === "v2"))
      it(`is not found by ${one.method} ${one.path} (3100)`, async () => {
        refused(await about(one, "000009999999"), "v2", "3100");
      });
  });

  describe("a content id that is none", () => {
    for (const one of CALLS)
      it(`is an invalid parameter of ${one.method} ${one.path} (1000)`, async () => {
        refused(await about(one, "1000101"), one.kind, "1000", "1000101");
      });
  });
}
