/** 10,000 reads and writes, 64 at a time, each answer looked at, and in the end what the store holds. */
import pLimit from "p-limit";
import { signIn, startEmulator } from "../processes.mjs";

const APP = "000001000101";
const ITEMS = "/iap/v6/applications/com.lumenforge.emberisles/items";
const AT_A_TIME = 64;
/** Requests that one item takes: created, read, renamed, read again, its app and its rollout read, removed or kept. */
const PER_ITEM = 8;

export async function measureMixed(requests, options = []) {
  const emulator = await startEmulator(...options);
  try {
    const headers = { ...(await signIn(emulator)), "content-type": "application/json" };
    const { items: before } = await heldApp(emulator);
    const limit = pLimit(AT_A_TIME);
    const started = performance.now();
    const count = requests / PER_ITEM;
    await Promise.all(Array.from({ length: count }, (_, index) => limit(() => life(emulator.url, headers, index))));
    const seconds = (performance.now() - started) / 1000;
    const { items } = await heldApp(emulator);
    const wanted = Array.from({ length: count }, (_, index) => index).filter((index) => index % 2 === 1);
    const held = items.filter(({ id }) => id.startsWith("mixed_"));
    if (items.length !== before.length + wanted.length) throw new Error(`The store holds ${items.length} items.`);
    for (const index of wanted)
      if (held.find(({ id }) => id === `mixed_${index}`)?.title !== `Renamed ${index}`)
        throw new Error(`The item mixed_${index} is not what was written.`);
    const journal = await emulator.control("GET", "/requests");
    const counted = journal.filter(({ operation }) => !operation?.startsWith("auth.")).length;
    if (counted !== requests) throw new Error(`${counted} of ${requests} requests are in the journal.`);
    return { perSecond: requests / seconds };
  } finally {
    await emulator.stop();
  }
}

async function life(url, headers, index) {
  const id = `mixed_${index}`;
  const ask = async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return { status: answer.status, body: await answer.json() };
  };
  const expect = (what, answer, status, value) => {
    if (answer.status !== status || value !== true)
      throw new Error(`${what} of ${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  const created = await ask("POST", ITEMS, newItem(id, `Item ${index}`));
  expect("The creation", created, 200, created.body.id === id);
  const read = await ask("GET", `${ITEMS}/${id}`);
  expect("The first look", read, 200, read.body.title === `Item ${index}`);
  const renamed = await ask("PATCH", ITEMS, { id, title: `Renamed ${index}` });
  expect("The new title", renamed, 200, renamed.body.title === `Renamed ${index}`);
  const again = await ask("GET", `${ITEMS}/${id}`);
  expect("The second look", again, 200, again.body.title === `Renamed ${index}`);
  const app = await ask("GET", `/seller/contentInfo?contentId=${APP}`);
  expect("The app", app, 200, app.body[0].contentId === APP);
  const page = await ask("GET", `${ITEMS}?page=1&size=20`);
  expect("A page", page, 200, page.body.itemList.length > 0);
  const refused = await ask("POST", ITEMS, newItem(id, "Twice"));
  expect("The refusal", refused, 400, true);
  const last = index % 2 === 0 ? await ask("DELETE", `${ITEMS}/${id}`) : await ask("GET", `${ITEMS}/${id}`);
  expect("The end", last, 200, last.body.id === id);
}

function newItem(id, title) {
  const prices = [{ countryId: "KOR", currency: "KRW", localPrice: "1200" }];
  const itemPaymentMethod = { phoneBillStatus: false };
  return { id, title, description: "Mixed", status: "PUBLISHED", usdPrice: 1, itemPaymentMethod, prices };
}

async function heldApp(emulator) {
  const { sellers } = await emulator.control("GET", "/dump");
  return sellers.flatMap((seller) => seller.apps).find(({ contentId }) => contentId === APP);
}
