/** Images of records: their bytes, from a host that gets no credentials. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { IMAGE_HOST } from "../../sdk/facts/hosts";
import { failureOf } from "./support/failing";
import { rehearsal } from "./support/rehearsal";
import { clientOf, scriptedStore } from "./support/scriptedStore";

const ADDRESS = `https://${IMAGE_HOST}/content/101/icon.png`;
const BYTES = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0x80]);
const picture = { act: (response: import("node:http").ServerResponse) => void response.end(BYTES) };

describe("an image of a record", () => {
  const emulator = rehearsal();

  it("comes as the store serves it, byte by byte", async () => {
    const store = emulator.client();
    const [record] = await store.apps.get("000001000101");
    const address = record?.icon ?? assert.fail("no icon");
    const bytes = await store.image(address);
    assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    const served = await fetch(`${emulator.url}${new URL(address).pathname}`);
    assert.ok(bytes.equals(Buffer.from(await served.arrayBuffer())));
  });

  it("is asked for without a token, at the endpoint in place of the store's own host", async () => {
    const local = await scriptedStore(() => picture);
    assert.ok((await clientOf(local.url).store.image(`${ADDRESS}?v=2`)).equals(BYTES));
    assert.deepEqual(
      local.seen.map(({ url, headers }) => [url, headers.authorization, headers["service-account-id"]]),
      [["/content/101/icon.png?v=2", undefined, undefined]],
    );
  });

  it("is asked for again after an answer that passes", async () => {
    const answers = [{ status: 503 }, { status: 429, headers: { "retry-after": "2" } }, { act: picture.act }];
    const local = await scriptedStore((_, nth) => answers[nth - 1] ?? assert.fail("too often"));
    const { store, waits } = clientOf(local.url);
    assert.ok((await store.image(ADDRESS)).equals(BYTES));
    assert.equal(waits.length, 2);
    assert.ok((waits[1] ?? 0) >= 2000, String(waits));
  });

  it("fails by its address when it is gone, empty, or elsewhere than at the endpoint", async () => {
    const local = await scriptedStore(({ url }) => (url.endsWith("gone.png") ? { status: 404 } : { status: 200 }));
    const { store } = clientOf(local.url, { retries: 0 });
    const gone = await failureOf(store.image(ADDRESS.replace("icon", "gone")));
    assert.deepEqual([gone.kind, gone.object], ["notFound", `image ${ADDRESS.replace("icon", "gone")}`]);
    assert.equal((await failureOf(store.image(ADDRESS))).kind, "protocol");
    for (const foreign of ["https://images.example/a.png", "file:///etc/passwd", "no address"])
      assert.equal((await failureOf(store.image(foreign))).kind, "validation", foreign);
    assert.equal(local.calls().length, 2);
  });
});
