/** Packages that are made to exhaust their reader: refused at the upload, or taken for unreadable, and never unpacked. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Answer, APPS, type Json, png, refusedV2, storeForFile } from "./support/caller";
import { apk, apkManifest } from "./support/packages";
import { packedZeros, u16, u32, type ZipEntry, zip } from "./support/zip";

const MIB = 1024 * 1024;
const FACTS = { package: "com.lumenforge.paperlanterns", versionCode: 220 };
const MANIFEST: ZipEntry = { name: "AndroidManifest.xml", bytes: apkManifest(FACTS) };
const BUNDLE_MANIFEST = "base/manifest/AndroidManifest.xml";

/** How many MiB the process's memory grew at its highest. */
async function memoryGrowth(work: () => Promise<void>): Promise<number> {
  const before = process.resourceUsage().maxRSS;
  await work();
  return (process.resourceUsage().maxRSS - before) / 1024;
}

describe("a package that is a bomb", () => {
  const store = storeForFile();
  const send = async (name: string, bytes: Buffer): Promise<Answer> => {
    const { sessionId } = (await store.call("POST", "/seller/createUploadSessionId")).json;
    return store.sendFile({ sessionId, name, bytes });
  };
  /** It is refused in the envelope of the upload host, nothing of it is kept, and the store goes on. */
  const refusedAtUpload = async (name: string, bytes: Buffer, why: RegExp) => {
    const growth = await memoryGrowth(async () => {
      const { status, json } = await send(name, bytes);
      assert.equal(status, 400, JSON.stringify(json));
      assert.deepEqual(
        { ...json, errorMsg: "" },
        {
          fileKey: null,
          fileName: null,
          fileSize: null,
          errorCode: "1000",
          errorMsg: "",
        },
      );
      assert.match(json.errorMsg, why);
    });
    assert.ok(growth < 100, `the memory grew by ${growth} MiB`);
    const { uploads } = await store.control("GET", "dump");
    assert.ok(!uploads.some((upload: Json) => upload.fileName === name));
    assert.equal((await send("good.apk", apk(FACTS))).status, 200);
  };
  /** It is an upload like a text file, and refused when it is registered as a binary. */
  const unreadable = async (name: string, bytes: Buffer) => {
    const growth = await memoryGrowth(async () => {
      const filekey = await store.upload(name, bytes);
      const body = { contentId: APPS.paperLanterns, filekey, gms: "Y" };
      refusedV2(await store.call("POST", "/seller/v2/content/binary", body), 400, "1000", /could not be read/);
    });
    assert.ok(growth < 100, `the memory grew by ${growth} MiB`);
  };

  it("by its manifest, which unpacks to 200 MB, is refused", async () => {
    for (const [size, why] of [
      [200 * MIB, /more than 100 times its size/],
      [3 * MIB, /manifest is larger/],
    ] as const) {
      const manifest = { bytes: await packedZeros(size), deflated: true, declared: size };
      await refusedAtUpload("bomb.apk", zip([{ name: "AndroidManifest.xml", ...manifest }]), why);
      await refusedAtUpload("bomb.aab", zip([{ name: BUNDLE_MANIFEST, ...manifest }]), why);
    }
  });

  it("is refused although its directory says that the manifest is small", async () => {
    const manifest = { bytes: await packedZeros(200 * MIB), deflated: true, declared: 1000 };
    await refusedAtUpload("liar.apk", zip([{ name: "AndroidManifest.xml", ...manifest }]), /manifest is larger/);
    await refusedAtUpload("liar.aab", zip([{ name: BUNDLE_MANIFEST, ...manifest }]), /manifest is larger/);
  });

  it("by all its files together is refused, be it in size or in ratio", async () => {
    const huge = (index: number) => ({
      name: `f${index}`,
      bytes: Buffer.alloc(10),
      deflated: true,
      declared: 0xfffffff0,
    });
    await refusedAtUpload("ratio.apk", zip([MANIFEST, huge(0)]), /more than 100 times its size/);
    const padded = zip([MANIFEST, { name: "padding", bytes: Buffer.alloc(2 * MIB) }, ...[0, 1, 2, 3, 4].map(huge)]);
    await refusedAtUpload("size.apk", padded, /unpacks to more than/);
  });

  it("whose entries share their bytes is refused", async () => {
    const kernel = { bytes: await packedZeros(MIB), deflated: true, declared: MIB };
    const entries = Array.from({ length: 500 }, (_, index) => ({ name: `f${index}`, ...kernel, overlaps: index > 0 }));
    await refusedAtUpload("overlap.apk", zip([MANIFEST, ...entries]), /overlap/);
  });

  it("with too many entries or an endless name is refused", async () => {
    await refusedAtUpload("many.apk", zip([MANIFEST], { counted: 70_000 }), /more than 65535 entries/);
    await refusedAtUpload("more.apk", zip([MANIFEST], { counted: 2 ** 52 }), /more than 65535 entries/);
    const named = { name: "n".repeat(2000), bytes: Buffer.alloc(0) };
    await refusedAtUpload("name.apk", zip([MANIFEST, named]), /name of more than/);
  });

  it("is unreadable when its directory is cut off, missing, miscounted or elsewhere", async () => {
    const whole = zip([MANIFEST, { name: "a", bytes: Buffer.alloc(100) }]);
    const end = whole.length - 22;
    await unreadable("cut.apk", whole.subarray(0, end));
    await unreadable("hole.apk", Buffer.concat([whole.subarray(0, end - 60), whole.subarray(end)]));
    await unreadable("miscounted.apk", zip([MANIFEST], { counted: 5 }));
    await unreadable("elsewhere.apk", zip([MANIFEST], { counted: 1, zip64At: 2 ** 50 }));
    await unreadable("empty.apk", Buffer.alloc(0));
    await unreadable("nested.apk", zip([{ name: "inner.apk", bytes: apk(FACTS) }]));
  });

  it("is unreadable when its compiled manifest would keep a parser busy for ever", async () => {
    const chunk = (type: number, header: number, size: number, ...body: Buffer[]) =>
      Buffer.concat([u16(type, header), u32(size), ...body]);
    const document = (...chunks: Buffer[]) => {
      const bytes = Buffer.concat([chunk(3, 8, 0), ...chunks]);
      return zip([{ name: "AndroidManifest.xml", bytes, deflated: true }]);
    };
    const count = 100_000;
    const text = Buffer.concat([u16(0x8007, 0xa120), Buffer.alloc(MIB)]);
    const offsets = Buffer.alloc(count * 4);
    const pool = [u32(count, 0, 0, 28 + offsets.length, 0), offsets, text];
    await unreadable("standing.apk", document(chunk(0x0180, 8, 0)));
    await unreadable("strings.apk", document(chunk(1, 28, 28 + offsets.length + text.length, ...pool)));
    const element = chunk(0x0102, 16, 36, u32(0, 0, 0, 0), u16(0, 0, 65_535, 0, 0, 0));
    await unreadable("attributes.apk", document(...Array.from({ length: 20_000 }, () => element)));
  });

  it("is unreadable when its bundle manifest is nested without end, and harmless when it is a flood of empty parts", async () => {
    const field = (id: number, length: number) => {
      const bytes = [id * 8 + 2];
      for (let left = length; ; left = Math.floor(left / 128)) {
        bytes.push(left < 128 ? left : (left % 128) + 128);
        if (left < 128) return Buffer.from(bytes);
      }
    };
    let length = 0;
    const headers: Buffer[] = [];
    for (let depth = 0; depth < 100_000; depth += 1) {
      const header = field(depth % 2 === 0 ? 5 : 1, length);
      headers.push(header);
      length += header.length;
    }
    const bundle = (bytes: Buffer) => zip([{ name: BUNDLE_MANIFEST, bytes, deflated: true }]);
    await unreadable("deep.aab", bundle(Buffer.concat(headers.reverse())));
    const flood = Buffer.alloc(2 * MIB - 16, Buffer.from([5 * 8 + 2, 0]));
    await unreadable("flood.aab", bundle(Buffer.concat([field(1, flood.length), flood])));
  });
});

describe("a picture that says it has ten thousand million pixels", () => {
  const store = storeForFile();

  it("is taken as a file, never decoded, and refused as an image of a listing", async () => {
    const picture = png(512, 512);
    picture.writeUInt32BE(100_000, 16);
    picture.writeUInt32BE(100_000, 20);
    const growth = await memoryGrowth(async () => {
      const iconKey = await store.upload("huge.png", picture);
      const answer = await store.call("POST", "/seller/contentUpdate", { contentId: APPS.emberIsles, iconKey });
      assert.match(answer.json.body.errorMsg, /100000x100000; it must be 512x512/);
    });
    assert.ok(growth < 100, `the memory grew by ${growth} MiB`);
  });
});
