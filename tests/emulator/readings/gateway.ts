/** Readings of authentication and of server notifications. */
import type { GATEWAY_READINGS } from "../../../emulator/state/readings/gateway";
import { HARBOR, type Json, STUDIO } from "../support/caller";
import { EMBER } from "../support/sales";
import { type Cases, outcome, type World } from "./case";

const LIST = "/seller/contentList";

/** Sells an item and gives the claims of every notification. */
async function told({ store, receiver }: World, itemId = "ember_pouch"): Promise<Json[]> {
  await listening({ store, receiver });
  await store.control("POST", `apps/${EMBER}/purchases`, { itemId });
  return receiver.received.map(({ claims }) => claims);
}

const listening = ({ store, receiver }: World) => store.control("PUT", "settings", { notificationUrl: receiver.url });

export const gatewayCases: Cases<typeof GATEWAY_READINGS> = {
  wrongKeyAnswer: {
    async see({ store }) {
      const wrong = [await store.jwt("nobody", {}, STUDIO), await store.jwt(STUDIO, {}, HARBOR), "nonsense"];
      const answers = [];
      for (const jwt of wrong)
        answers.push(await store.raw("POST", "/auth/accessToken", { authorization: `Bearer ${jwt}` }));
      return answers.map((answer) => [outcome(answer), answer.json.createdItem]);
    },
    shows: {
      refused: [
        ["401 AUTH_REQUIRE", undefined],
        ["500", undefined],
        ["500", undefined],
      ],
      withoutToken: [
        ["200", undefined],
        ["200", undefined],
        ["200", undefined],
      ],
    },
  },
  expiredJwt: {
    async see({ store }) {
      const now = Math.floor(Date.now() / 1000);
      const answers = [];
      for (const times of [
        { iat: now - 1000, exp: now - 300 },
        { iat: now, exp: now + 1201 },
      ]) {
        const authorization = `Bearer ${await store.jwt(STUDIO, times)}`;
        answers.push(outcome(await store.raw("POST", "/auth/accessToken", { authorization })));
      }
      return answers;
    },
    shows: { "401": ["401 AUTH_REQUIRE", "401 AUTH_REQUIRE"], "500": ["500", "500"] },
  },
  missingAccountHeader: {
    async see({ store }) {
      const { authorization = "" } = await store.authorization();
      const unknown = { authorization, "service-account-id": "nobody" };
      return [outcome(await store.raw("GET", LIST, { authorization })), outcome(await store.raw("GET", LIST, unknown))];
    },
    shows: {
      "401": ["401 AUTH_REQUIRE", "401 AUTH_REQUIRE"],
      "403": ["403 AUTH_REQUIRE", "401 AUTH_REQUIRE"],
    },
  },
  accountMessage: {
    async see({ store }) {
      const { authorization = "" } = await store.authorization();
      const jwt = await store.jwt("nobody", {}, STUDIO);
      return [
        (await store.raw("GET", LIST, { authorization })).json.message,
        (await store.raw("POST", "/auth/accessToken", { authorization: `Bearer ${jwt}` })).json.message,
      ];
    },
    shows: {
      oneWord: Array(2).fill("Not found serviceAccount by serviceAccountId"),
      twoWords: Array(2).fill("Not found service account by serviceAccountId"),
    },
  },
  bearerScheme: {
    async see({ store }) {
      const { authorization = "", ...account } = await store.authorization();
      const lower = authorization.replace("Bearer", "bearer");
      const jwt = await store.jwt(STUDIO);
      return [
        outcome(await store.raw("GET", LIST, { authorization: lower, ...account })),
        outcome(await store.raw("POST", "/auth/accessToken", { authorization: `bearer ${jwt}` })),
      ];
    },
    shows: { exact: ["401 AUTH_REQUIRE", "401 AUTH_REQUIRE"], anyCase: ["200", "200"] },
  },
  notificationContentType: {
    async see(world) {
      await told(world);
      return world.receiver.last().headers["content-type"];
    },
    shows: { text: "text/plain", json: "application/json" },
  },
  notificationRetries: {
    async see(world) {
      world.receiver.answers.push(500);
      await told(world);
      await world.store.control("PUT", "clock", { advance: 60 });
      const [{ state, attempts }] = await world.store.control("GET", "notifications");
      return [world.receiver.received.length, state, attempts.length];
    },
    shows: { some: [2, "delivered", 2], none: [1, "failed", 1] },
  },
  audForm: {
    see: async (world) => (await told(world)).map(({ aud }) => aud),
    shows: { array: [[EMBER]], text: [EMBER] },
  },
  graceWrapper: {
    async see({ store, receiver }) {
      await listening({ store, receiver });
      const { purchaseId } = await store.control("POST", `apps/${EMBER}/purchases`, { itemId: "lantern_club" });
      await store.control("POST", `apps/${EMBER}/subscriptions/${purchaseId}/fail-payments`, {});
      await store.control("PUT", "clock", { advance: 15.5 * 86_400 });
      const wrappers = (event: string) =>
        receiver.received
          .filter(({ claims }) => claims.sub === event && JSON.stringify(claims).includes(purchaseId))
          .map(({ claims }) => Object.keys(claims).filter((key) => key === "data" || key === "payload"));
      return [wrappers("ARS_SUBSCRIBED"), wrappers("ARS_IN_GRACE_PERIOD")];
    },
    shows: { data: [[["data"]], [["data"]]], payload: [[["data"]], [["payload"]]] },
  },
  validUntil: {
    see: async (world) => (await told(world, "lantern_club")).map(({ data }) => typeof data.validUntil),
    shows: { present: ["number"], absent: ["undefined"] },
  },
  iatUnit: {
    see: async (world) => (await told(world)).map(({ iat, nbf }) => [String(iat).length, String(nbf).length]),
    shows: { seconds: [[10, 10]], thousandSeconds: [[7, 7]] },
  },
};
