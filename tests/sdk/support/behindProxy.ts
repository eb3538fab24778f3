/** A program of its own that knows the store's true host names only: what it does is told by its environment. */

import { GalaxyStore, isGalaxyStoreError, isNotFoundError, optionsFromEnvironment } from "../../../sdk";

async function main(): Promise<unknown> {
  const store = new GalaxyStore({ ...optionsFromEnvironment(), retries: 0 });
  try {
    const apps = await store.apps.list();
    const { fileSize } = await store.uploads.file({ data: Buffer.alloc(300_000, "galaxy"), fileName: "a.zip" });
    const receipt = await store.receipts.verify("ab".repeat(32)).catch((error: unknown) => {
      if (isNotFoundError(error)) return error.code;
      throw error;
    });
    return { apps: apps.length, fileSize, receipt };
  } catch (error) {
    if (!isGalaxyStoreError(error)) throw error;
    return { kind: error.kind, code: error.code, fix: error.fix };
  } finally {
    store.close();
  }
}

void main().then((outcome) => console.log(JSON.stringify(outcome)));
