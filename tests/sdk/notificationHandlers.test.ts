/** The ready request handlers for notifications, over real HTTP. */

import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "mocha";
import { isNotificationError, type Notification, Notifications } from "../../sdk";
import { ISSUED_AT, signer } from "./support/seller";

const store = signer();
const stranger = signer();
const open: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(open.splice(0).map((close) => close())));

function receiver(): Notifications {
  return new Notifications({
    publicKey: store.publicKey,
    packageNames: "com.example.oak",
    clock: () => ISSUED_AT * 1000,
  });
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Endpoint {
  post(body: string, method?: string): Promise<number>;
  received: Notification[];
  errors: unknown[];
  /** The program's handler fails once. */
  failNext(): void;
}

/** The three handlers, each behind the same few words. */
const KINDS: Record<string, (notifications: Notifications) => Promise<Endpoint>> = {
  node: (notifications) =>
    endpoint(async (handle, onError) => {
      const url = await serve(notifications.node(handle, { onError }));
      return (method, body) => fetch(url, { method, body }).then(({ status }) => status);
    }),
  express: (notifications) =>
    endpoint(async (handle, onError) => {
      const handler = notifications.express(handle, { onError });
      const url = await serve((request, response) => {
        void handler(request, response, (error) => response.writeHead(error ? 500 : 404).end());
      });
      return (method, body) => fetch(url, { method, body }).then(({ status }) => status);
    }),
  fetch: (notifications) =>
    endpoint(async (handle, onError) => {
      const handler = notifications.fetch(handle, { onError });
      return async (method, body) => (await handler(new Request("https://example.com/isn", { method, body }))).status;
    }),
};

async function endpoint(
  start: (
    handle: (notification: Notification) => Promise<void>,
    onError: (error: unknown) => void,
  ) => Promise<(method: string, body: string | null) => Promise<number>>,
): Promise<Endpoint> {
  const received: Notification[] = [];
  const errors: unknown[] = [];
  let failing = false;
  const send = await start(
    async (notification) => {
      if (failing) {
        failing = false;
        throw new Error("database away");
      }
      received.push(notification);
    },
    (error) => errors.push(error),
  );
  return {
    received,
    errors,
    failNext: () => {
      failing = true;
    },
    post: (body, method = "POST") => send(method, method === "GET" ? null : body),
  };
}

for (const [kind, start] of Object.entries(KINDS)) {
  describe(`the ${kind} handler of notifications`, () => {
    it("hands a notification over and answers 200", async () => {
      const { post, received } = await start(receiver());
      assert.equal(await post(store.token()), 200);
      assert.deepEqual(
        received.map(({ type, purchaseId }) => [type, purchaseId]),
        [["ITEM_PURCHASED", "aa11"]],
      );
    });

    it("answers a repeat like the first time and does not hand it over", async () => {
      const { post, received } = await start(receiver());
      assert.deepEqual([await post(store.token()), await post(store.token())], [200, 200]);
      assert.equal(received.length, 1);
    });

    it("hands a repeat over when the first time failed", async () => {
      const { post, received, errors, failNext } = await start(receiver());
      failNext();
      assert.equal(await post(store.token()), 500);
      assert.match(String(errors[0]), /database away/);
      assert.equal(await post(store.token()), 200);
      assert.equal(received.length, 1);
    });

    it("refuses what is not the store's, tells why, and hands nothing over", async () => {
      const { post, received, errors } = await start(receiver());
      assert.equal(await post(stranger.token()), 401);
      assert.equal(await post(store.token({}, { alg: "none" })), 401);
      assert.equal(await post("hello"), 400);
      assert.equal(await post(""), 400);
      assert.deepEqual(
        errors.map((error) => isNotificationError(error) && error.code),
        ["signature", "algorithm", "malformed", "malformed"],
      );
      assert.deepEqual(received, []);
    });

    it("asks to send again what is genuine and not understood", async () => {
      const { post, errors } = await start(receiver());
      assert.equal(await post(store.token({ data: {} })), 500);
      assert.ok(isNotificationError(errors[0]));
    });

    it("is not there for other methods", async () => {
      const { post, received } = await start(receiver());
      assert.equal(await post("", "GET"), kind === "express" ? 404 : 405);
      assert.deepEqual(received, []);
    });
  });
}

describe("the handlers of notifications", () => {
  it("express: take the body that a parser left, and the stream that it did not touch", async () => {
    for (const parsed of [(token: string) => token, (token: string) => Buffer.from(token), () => ({})]) {
      const received: string[] = [];
      const handler = receiver().express(({ name }) => received.push(name));
      const url = await serve(async (request: IncomingMessage & { body?: unknown }, response) => {
        const left = parsed(store.token());
        if (typeof left === "string" || Buffer.isBuffer(left)) for await (const _ of request);
        request.body = left;
        await handler(request, response, () => response.writeHead(500).end());
      });
      assert.equal((await fetch(url, { method: "POST", body: store.token() })).status, 200);
      assert.deepEqual(received, ["ITEM_PURCHASED"]);
    }
  });

  it("do not read without end", async () => {
    const handler = receiver().fetch(() => {});
    const body = "x".repeat(1024 * 1024 + 1);
    assert.equal((await handler(new Request("https://example.com/isn", { method: "POST", body }))).status, 413);
  });
});
