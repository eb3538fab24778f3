/** Lists over many pages: in order and each entry once, four requests at a time, none after the reader has left. */

import assert from "node:assert/strict";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { describe, it } from "mocha";
import { collect } from "./support/collect";
import { failureOf } from "./support/failing";
import { type Answer, clientOf, scriptedStore } from "./support/scriptedStore";

const GAME = "com.example.game";
const APP = "000001000101";

const idsOf = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, n) => `item_${from + n}`);
const item = (id: string) => ({ id, usdPrice: 1 });
const pageOf = (url: string) => Number(new URL(url, "http://store").searchParams.get("page"));
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
/** A store with `total()` items in pages of 100; `other` may answer a page in another way. */
async function catalog(total: () => number, other: (page: number) => Answer | undefined = () => undefined) {
  const local = await scriptedStore(({ url }) => {
    if (url === "/settled") return {};
    const page = pageOf(url);
    const answer = other(page);
    const ids = idsOf((page - 1) * 100, Math.min(page * 100, total()));
    return answer ?? { body: { itemList: ids.map(item), totalCount: total() } };
  });
  const { store } = clientOf(local.url, { accessToken: "token-ready" });
  const asked = () =>
    local.seen
      .filter(({ url }) => url !== "/settled")
      .map(({ url }) => pageOf(url))
      .toSorted((a, b) => a - b);
  /** Waits for so many pages to be asked for, and then for what else may be on its way: other requests pass it. */
  const settled = async (pages: number) => {
    while (asked().length < pages) await new Promise(setImmediate);
    for (let turn = 0; turn < 5; turn += 1) await (await fetch(`${local.url}/settled`)).text();
  };
  return { store, asked, settled };
}

describe("lists of many pages", () => {
  it("give each entry once, in order, with one request a page", async () => {
    const { store, asked } = await catalog(() => 2_000);
    const found = await collect(store.items.list(GAME));
    assert.deepEqual(
      found.map(({ id }) => id),
      idsOf(0, 2_000),
    );
    assert.deepEqual(asked(), upTo(20));
  });

  it("ask for four pages at a time, and give them in order whichever comes first", async () => {
    const waiting: { page: number; response: ServerResponse }[] = [];
    let most = 0;
    const last = 13;
    const { store } = await catalog(
      () => last * 100,
      (page) =>
        page === 1
          ? undefined
          : {
              act: (response) => {
                waiting.push({ page, response });
                most = Math.max(most, waiting.length);
                if (waiting.length < 4 && page !== last) return;
                for (const one of waiting.splice(0).toReversed()) {
                  const itemList = idsOf((one.page - 1) * 100, one.page * 100).map(item);
                  one.response.end(JSON.stringify({ itemList, totalCount: last * 100 }));
                }
              },
            },
    );
    const wide = (await collect(store.items.list(GAME))).map(({ id }) => id);
    assert.deepEqual(wide, idsOf(0, last * 100));
    assert.equal(most, 4);
  });

  it("are read no further ahead than four pages of a reader that takes its time", async () => {
    const { store, asked, settled } = await catalog(() => 2_000);
    const list = store.items.list(GAME);
    await list.next();
    await settled(5);
    assert.deepEqual(asked(), upTo(5));
    for (let more = 0; more < 100; more += 1) await list.next();
    await settled(6);
    assert.deepEqual(asked(), upTo(6));
    await list.return();
  });

  it("ask for nothing more once the reader has left, and let go of what is under way", async () => {
    const held: ServerResponse[] = [];
    const { store, asked, settled } = await catalog(
      () => 2_000,
      (page) => (page === 1 ? undefined : { act: (response) => held.push(response) }),
    );
    for await (const { id } of store.items.list(GAME)) {
      assert.equal(id, "item_0");
      await settled(5);
      break;
    }
    await Promise.all(held.map((response) => response.destroyed || once(response, "close")));
    await settled(5);
    assert.deepEqual(asked(), upTo(5));
  });

  it("end with the signal, and give nothing that was read ahead of it", async () => {
    const ending = new AbortController();
    const { store, asked, settled } = await catalog(() => 2_000);
    const found: string[] = [];
    const reading = async () => {
      for await (const { id } of store.items.list(GAME, { signal: ending.signal })) {
        found.push(id);
        if (found.length < 100) continue;
        await settled(5);
        ending.abort();
      }
    };
    assert.equal((await failureOf(reading())).kind, "cancelled");
    assert.deepEqual(found, idsOf(0, 100));
    assert.deepEqual(asked(), upTo(5));
  });

  it("give what lies before a page that fails, and name the page", async () => {
    const { store } = await catalog(
      () => 900,
      (page) => (page === 3 ? { status: 400, body: { code: "106", message: "no" } } : undefined),
    );
    const found: string[] = [];
    const reading = async () => {
      for await (const { id } of store.items.list(GAME)) found.push(id);
    };
    const error = await failureOf(reading());
    assert.equal(error.object, `items of ${GAME}, page 3`);
    assert.match(error.message, /page 3: /);
    assert.deepEqual(found, idsOf(0, 200));
  });

  it("that get shorter meanwhile end early", async () => {
    let total = 2_000;
    const { store, asked } = await catalog(
      () => total,
      (page) => {
        if (page === 2) total = 450;
        return undefined;
      },
    );
    assert.equal((await collect(store.items.list(GAME))).length, 450);
    assert.deepEqual(asked(), upTo(5));
  });

  it("that get longer meanwhile are read to their new end", async () => {
    let total = 250;
    const { store, asked } = await catalog(
      () => total,
      (page) => {
        if (page === 3) total = 610;
        return undefined;
      },
    );
    assert.deepEqual(
      (await collect(store.items.list(GAME))).map(({ id }) => id),
      idsOf(0, 610),
    );
    assert.deepEqual(asked(), upTo(7));
  });

  it("in pages smaller than asked for are read whole", async () => {
    const total = 260;
    const { store } = await catalog(
      () => total,
      (page) => ({
        body: { itemList: idsOf((page - 1) * 40, Math.min(page * 40, total)).map(item), totalCount: total },
      }),
    );
    assert.deepEqual(
      (await collect(store.items.list(GAME))).map(({ id }) => id),
      idsOf(0, total),
    );
  });

  it("whose count is far too high end at the first page with nothing new", async () => {
    const { store, asked } = await catalog(
      () => 1_000_000,
      (page) => (page > 2 ? { body: { itemList: [], totalCount: 1_000_000 } } : undefined),
    );
    assert.equal((await collect(store.items.list(GAME))).length, 200);
    assert.ok(asked().length <= 6, `${asked().length} pages were asked for`);
  });

  it("testers and comments are read ahead as well, each once and in order", async () => {
    const testers = Array.from({ length: 4_500 }, (_, n) => `tester${n}@testers.example`);
    const local = await scriptedStore(({ url, body }) => {
      const { pathname, searchParams } = new URL(url, "http://store");
      if (pathname.endsWith("/commentList") || body !== "") {
        const { pageNo } = JSON.parse(body) as { pageNo: number };
        return { body: { data: { totalPage: 7, pageNo, comments: [{ commentId: `000000${pageNo}` }] } } };
      }
      const offset = Number(searchParams.get("offset"));
      const betaTesters = testers.slice(offset, offset + Number(searchParams.get("limit")));
      return { body: { data: { totalNumberOfBetaTesters: testers.length, betaTesters } } };
    });
    const { store } = clientOf(local.url, { accessToken: "token-ready" });
    assert.deepEqual(await collect(store.betaTests.testers({ contentId: APP, appStatus: "SALE" })), testers);
    assert.equal(local.seen.length, 5);
    assert.deepEqual(
      (await collect(store.reviews.list(APP))).map(({ commentId }) => commentId),
      upTo(7).map((page) => `000000${page}`),
    );
    assert.equal(local.seen.length, 12);
  });
});
