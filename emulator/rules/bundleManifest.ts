/** The manifest of an app bundle: a protocol buffer message, in which Android's build tools keep compiled XML. */
import { Root } from "protobufjs/light";

const repeated = (type: string, id: number) => ({ rule: "repeated", type, id });

// Source: Resources.proto of AAPT2 (Android Open Source Project); only the fields that are read here.
const XmlNode = Root.fromJSON({
  nested: {
    XmlNode: { fields: { element: { type: "XmlElement", id: 1 } } },
    XmlElement: {
      fields: { attribute: repeated("XmlAttribute", 4), child: repeated("XmlChild", 5) },
    },
    // The same messages one level deeper, where reading ends: nothing that is read here is nested further.
    XmlChild: { fields: { element: { type: "XmlChildElement", id: 1 } } },
    XmlChildElement: { fields: { name: { type: "string", id: 3 }, attribute: repeated("XmlAttribute", 4) } },
    XmlAttribute: {
      fields: {
        name: { type: "string", id: 2 },
        value: { type: "string", id: 3 },
        compiledItem: { type: "Item", id: 6 },
      },
    },
    Item: { fields: { prim: { type: "Primitive", id: 7 } } },
    Primitive: { fields: { intDecimalValue: { type: "int32", id: 6 } } },
  },
}).lookupType("XmlNode");

interface Element {
  name?: string;
  attribute?: { name?: string; value?: string; compiledItem?: { prim?: object | null } | null }[];
}

interface Manifest {
  element?: (Element & { child?: { element?: Element | null }[] }) | null;
}

export interface BundleManifest {
  package: string | undefined;
  versionCode: string | undefined;
  versionName: string | undefined;
  minSdk: string | undefined;
  maxSdk: string | undefined;
  permissions: string[];
}

export function readBundleManifest(bytes: Uint8Array): BundleManifest {
  const { element: manifest } = XmlNode.decode(bytes) as Manifest;
  const children = (manifest?.child ?? []).flatMap(({ element }) => element ?? []);
  const sdk = children.find((child) => child.name === "uses-sdk");
  return {
    package: attribute(manifest, "package"),
    versionCode: attribute(manifest, "versionCode"),
    versionName: attribute(manifest, "versionName"),
    minSdk: attribute(sdk, "minSdkVersion"),
    maxSdk: attribute(sdk, "maxSdkVersion"),
    permissions: children
      .filter((child) => child.name === "uses-permission")
      .flatMap((child) => attribute(child, "name") ?? []),
  };
}

/** The text of an attribute, or the number that it was compiled to. */
function attribute(element: Element | null | undefined, name: string): string | undefined {
  const found = element?.attribute?.find((candidate) => candidate.name === name);
  if (found?.value) return found.value;
  const compiled = Object.entries(found?.compiledItem?.prim ?? {}).find(([key]) => key === "intDecimalValue");
  return compiled && String(compiled[1]);
}
