/** What holds for every item and amount, not only for the examples. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { inAppItem } from "../../provider/inAppItem";
import {
  comparable,
  type ItemInputs,
  liveInputs,
  patchIsEnough,
  patchOf,
  wantedItem,
} from "../../provider/inAppItem/item";
import { amountText, decimal } from "../../provider/values";
import type { Item } from "../../sdk";
import { COUNTRIES, type Country } from "../../sdk/facts/countries";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";

const country = fc.constantFrom(...COUNTRIES.slice(0, 12));

/** An amount in the country's currency, written as a person might: as a number, as text, with zeros at the end. */
const amountIn = ({ decimals }: Country) =>
  fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom("number", "text", "padded")).map(([units, form]) => {
    const text = (units / 10 ** decimals).toFixed(decimals);
    if (form === "number") return Number(text);
    return form === "padded" && decimals > 0 ? `${text}0` : text;
  });

const prices = fc
  .uniqueArray(country, { maxLength: 6, selector: (each) => each.code })
  .chain((countries) => fc.tuple(...countries.map((each) => fc.tuple(fc.constant(each), amountIn(each)))));

const word = fc.stringMatching(/^[a-z]{1,12}$/);

const inputs: fc.Arbitrary<ItemInputs> = fc
  .record({
    title: word,
    description: word,
    usdPrice: fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100),
    status: fc.constantFrom("PUBLISHED" as const, "UNPUBLISHED" as const),
    phoneBill: fc.boolean(),
    prices: prices.map((all) => Object.fromEntries(all.map(([{ code }, price]) => [code, price]))),
    exclusive: fc.constantFrom<"prices"[][]>([], ["prices"]),
  })
  .map((fields) => ({ packageName: "com.lumenforge.emberisles", itemId: "property", ...fields }));

const liveItem: fc.Arbitrary<Item> = fc
  .record({
    title: word,
    description: word,
    usdPrice: fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100),
    status: fc.constantFrom("PUBLISHED", "UNPUBLISHED"),
    phoneBillStatus: fc.boolean(),
    prices: prices.map((all) =>
      all.map(([{ code, currency }, price]) => ({ countryId: code, currency, localPrice: amountText(price) })),
    ),
  })
  .map(
    ({ phoneBillStatus, ...fields }) => ({ id: "property", ...fields, itemPaymentMethod: { phoneBillStatus } }) as Item,
  );

describe("for every value", () => {
  it("an amount has one shortest text, and that text is the same amount", () => {
    fc.assert(
      fc.property(country.chain(amountIn), (amount) => {
        const text = amountText(amount);
        assert.equal(amountText(text), text);
        assert.ok(decimal(text)?.eq(decimal(amount) ?? Number.NaN));
        assert.doesNotMatch(text, /e|\.\d*0$/);
      }),
    );
  });

  it("the wanted item reads back as what is listed, and keeps what is not", () => {
    fc.assert(
      fc.property(inputs, liveItem, (listed, live) => {
        const wanted = wantedItem(listed, live);
        assert.deepEqual(comparable({ ...liveInputs(listed, wanted) }), comparable({ ...listed }));
        if (listed.exclusive?.length === 0)
          for (const price of live.prices)
            if (!(price.countryId in (listed.prices ?? {}))) assert.ok(wanted.prices.includes(price));
        assert.equal(new Set(wanted.prices.map((price) => price.countryId)).size, wanted.prices.length);
      }),
    );
  });

  it("title and prices of known countries are a patch, and the patch makes the live item the wanted one", () => {
    fc.assert(
      fc.property(liveItem, word, fc.boolean(), (live, title, raise) => {
        const listed: ItemInputs = {
          packageName: "com.lumenforge.emberisles",
          itemId: live.id,
          title,
          status: live.status as "PUBLISHED" | "UNPUBLISHED",
          prices: Object.fromEntries(
            live.prices.map(({ countryId, localPrice }) => [
              countryId,
              raise ? `${localPrice.split(".")[0]}7` : localPrice,
            ]),
          ),
        };
        const wanted = wantedItem(listed, live);
        assert.ok(patchIsEnough(wanted, live));
        const patch = patchOf(wanted, live);
        assert.equal(patch.prices?.length ?? 0, raise ? live.prices.length : 0);
        const patched = {
          ...live,
          title: patch.title ?? live.title,
          prices: live.prices.map((price) => ({
            ...price,
            localPrice:
              patch.prices?.find((each) => each.countryId === price.countryId)?.localPrice ?? price.localPrice,
          })),
        };
        assert.deepEqual(comparable({ ...liveInputs(listed, patched) }), comparable({ ...listed }));
      }),
    );
  });

  describe("against the store", () => {
    let store: TestStore;
    before(async () => {
      store = await TestStore.start();
    });
    after(() => store.stop());

    it("a sequence of programs and portal edits always ends as the last program says, without drift", async function () {
      this.timeout(120_000);
      const edit = liveItem.map(({ title, usdPrice, prices }) => ({
        title,
        usdPrice,
        ...(prices.length > 0 && { prices }),
      }));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(inputs, edit), { minLength: 1, maxLength: 3 }), async (steps) => {
          await store.reset();
          const managed = new Managed(store, inAppItem);
          for (const [index, [listed, change]] of steps.entries()) {
            const program = listed.exclusive?.length === 1 && Object.keys(listed.prices ?? {}).length === 0;
            const declared = program ? { ...listed, exclusive: [] } : listed;
            await managed.up({ ...declared });
            assert.equal(await managed.drifts(), false);
            assert.deepEqual(await managed.problems({ ...(await managed.read()) }), []);
            if (index === steps.length - 1) return;
            await store.editItemInPortal("com.lumenforge.emberisles", "property", change);
            await managed.refresh();
          }
        }),
        { numRuns: 25 },
      );
    });
  });
});
