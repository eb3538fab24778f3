/** The manifest of an Android App Bundle: a protocol buffer message in a zip, of which only the root element's attributes are read. */

import { buffer } from "node:stream/consumers";

const MANIFEST = "base/manifest/AndroidManifest.xml";

/** What an attribute says: as text, or only as the number that it was compiled to. */
interface Attribute {
  name?: string;
  value?: string;
  compiled?: { primitive?: { decimal?: number; hexadecimal?: number } | null } | null;
}

// Source: Resources.proto of AAPT2 (Android Open Source Project).
const MESSAGES = {
  Document: { fields: { root: { type: "Root", id: 1 } } },
  Root: { fields: { attributes: { rule: "repeated", type: "Attribute", id: 4 } } },
  Attribute: {
    fields: {
      name: { type: "string", id: 2 },
      value: { type: "string", id: 3 },
      compiled: { type: "Item", id: 6 },
    },
  },
  Item: { fields: { primitive: { type: "Primitive", id: 7 } } },
  Primitive: {
    oneofs: { number: { oneof: ["decimal", "hexadecimal"] } },
    fields: { decimal: { type: "int32", id: 6 }, hexadecimal: { type: "uint32", id: 7 } },
  },
};

/** The attributes of the bundle's manifest by name. Fails when the file is no bundle. */
export async function readBundle(path: string): Promise<Map<string, string>> {
  const { default: protobuf } = await import("protobufjs/light.js");
  const document = protobuf.Root.fromJSON({ nested: MESSAGES }).lookupType("Document");
  const decoded = document.toObject(document.decode(await manifestBytes(path)));
  const attributes: Attribute[] = decoded.root?.attributes ?? [];
  return new Map(attributes.map((attribute) => [attribute.name ?? "", textOf(attribute)]));
}

function textOf({ value, compiled }: Attribute): string {
  const { decimal, hexadecimal } = compiled?.primitive ?? {};
  return value || String(decimal ?? hexadecimal ?? "");
}

async function manifestBytes(path: string): Promise<Buffer> {
  const { default: yauzl } = await import("yauzl");
  const zip = await yauzl.openPromise(path, { autoClose: false });
  try {
    for await (const entry of zip.eachEntry())
      if (entry.fileName === MANIFEST) return await buffer(await zip.openReadStreamPromise(entry));
    throw new Error(`it has no ${MANIFEST}`);
  } finally {
    zip.close();
  }
}
