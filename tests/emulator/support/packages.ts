/** Small Android packages, made for a test: a compiled manifest and empty files in an uncompressed zip. */

import { u16, u32, type ZipEntry, zip } from "./zip";

export interface PackageFacts {
  package: string;
  versionCode: number;
  versionName?: string;
  minSdk?: number;
  permissions?: string[];
  /** Further files, e.g. `lib/arm64-v8a/libgame.so`. */
  files?: string[];
}

/** An APK that says this about itself. */
export function apk(facts: PackageFacts): Buffer {
  return zip([{ name: "AndroidManifest.xml", bytes: apkManifest(facts) }, ...(facts.files ?? []).map(emptyFile)]);
}

function emptyFile(name: string): ZipEntry {
  return { name, bytes: Buffer.alloc(0) };
}

/** The compiled manifest of an APK. */
export function apkManifest(facts: PackageFacts): Buffer {
  return compiledXml({
    name: "manifest",
    attributes: { package: facts.package, versionCode: facts.versionCode, versionName: facts.versionName ?? "1.0" },
    children: [
      { name: "uses-sdk", attributes: { minSdkVersion: facts.minSdk ?? 26 }, children: [] },
      ...(facts.permissions ?? []).map((name) => ({ name: "uses-permission", attributes: { name }, children: [] })),
      { name: "application", attributes: {}, children: [] },
    ],
  });
}

/** An app bundle that says this about itself. */
export function aab(facts: PackageFacts): Buffer {
  const field = (id: number, body: Buffer | string) => {
    const bytes = Buffer.from(body);
    return Buffer.concat([varint(id * 8 + 2), varint(bytes.length), bytes]);
  };
  const attribute = (name: string, value: string) => field(4, Buffer.concat([field(2, name), field(3, value)]));
  const element = (name: string, ...rest: Buffer[]) => field(1, Buffer.concat([field(3, name), ...rest]));
  const manifest = element(
    "manifest",
    attribute("package", facts.package),
    // A number that is kept in its compiled form only: item, primitive, decimal.
    field(
      4,
      Buffer.concat([
        field(2, "versionCode"),
        field(6, field(7, Buffer.concat([varint(6 * 8), varint(facts.versionCode)]))),
      ]),
    ),
    attribute("versionName", facts.versionName ?? "1.0"),
    field(5, element("uses-sdk", attribute("minSdkVersion", String(facts.minSdk ?? 26)))),
    ...(facts.permissions ?? []).map((name) => field(5, element("uses-permission", attribute("name", name)))),
  );
  const files = (facts.files ?? []).map((name) => emptyFile(`base/${name}`));
  return zip([{ name: "base/manifest/AndroidManifest.xml", bytes: manifest }, ...files]);
}

/** A whole number as protocol buffers write it. */
function varint(value: number): Buffer {
  return value < 128 ? Buffer.from([value]) : Buffer.concat([Buffer.from([(value & 127) | 128]), varint(value >> 7)]);
}

interface Element {
  name: string;
  attributes: Record<string, string | number>;
  children: Element[];
}

const NONE = 0xffffffff;

/** Android's binary XML: a pool of strings, then start and end of each element. */
function compiledXml(root: Element): Buffer {
  const strings = [""];
  const index = (text: string): number => {
    if (!strings.includes(text)) strings.push(text);
    return strings.indexOf(text);
  };
  const chunk = (type: number, headerSize: number, body: Buffer) =>
    Buffer.concat([u16(type), u16(headerSize), u32(8 + body.length), body]);
  const element = ({ name, attributes, children }: Element): Buffer => {
    const entries = Object.entries(attributes).map(([key, value]) =>
      typeof value === "number"
        ? Buffer.concat([u32(NONE, index(key), NONE), u16(8), Buffer.from([0, 0x10]), u32(value)])
        : Buffer.concat([u32(NONE, index(key), index(value)), u16(8), Buffer.from([0, 0x03]), u32(index(value))]),
    );
    const start = [u32(1, NONE, NONE, index(name)), u16(20), u16(20), u16(entries.length), u16(0), u16(0), u16(0)];
    return Buffer.concat([
      chunk(0x0102, 16, Buffer.concat([...start, ...entries])),
      ...children.map(element),
      chunk(0x0103, 16, u32(1, NONE, NONE, index(name))),
    ]);
  };
  const body = element(root);
  const texts = strings.map((text) => Buffer.concat([u16(text.length), Buffer.from(`${text}\0`, "utf16le")]));
  const offsets = texts.map((_, at) => texts.slice(0, at).reduce((sum, text) => sum + text.length, 0));
  const data = Buffer.concat(texts);
  const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
  const pool = chunk(
    0x0001,
    28,
    Buffer.concat([u32(texts.length, 0, 0, 28 + 4 * texts.length, 0, ...offsets), padded]),
  );
  return chunk(0x0003, 8, Buffer.concat([pool, body]));
}
