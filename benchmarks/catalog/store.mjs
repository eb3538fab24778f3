/** The store of the catalog: Ember Isles sells these items, and every answer is late. */
import { startDelay } from "../release/delay.mjs";
import { startStore } from "../store.mjs";
import { PACKAGE, storeItems } from "./items.mjs";

export async function startLateStore(items, milliseconds) {
  const store = await startStore((app) => {
    app.items = storeItems(items);
  });
  const late = await startDelay(store.url, milliseconds);
  return {
    ...store,
    settings: { ...store.settings, GALAXY_STORE_ENDPOINT: late.url },
    async editInPortal(id, changes) {
      const path = `/_emulator/apps/${PACKAGE}/items/${id}`;
      const answer = await fetch(`${store.url}${path}`, { method: "PATCH", body: JSON.stringify(changes) });
      if (!answer.ok) throw new Error(`PATCH ${path}: ${answer.status} ${await answer.text()}`);
    },
    async close() {
      await late.close();
      await store.close();
    },
  };
}
