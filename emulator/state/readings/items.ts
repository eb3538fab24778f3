/** Uncertain points of in-app items. */
import type { ReadingTable } from "./reading";

export const ITEM_READINGS = {
  itemUsdMax: {
    about: "The highest base price of an item in US dollars.",
    values: [
      ["999.99", "999.99. [C: July 2026]"],
      ["400", "400. [D: an older crawl of the page; O: old guides]"],
    ],
  },
  itemTypeOnCreate: {
    about: "Whether a new item needs its type.",
    values: [
      ["optional", "Left out it means ITEM. [C]"],
      ["required", "It must be ITEM. [D]"],
    ],
  },
  itemCreatedStatus: {
    about: "The HTTP status of the answer to a new item.",
    values: [
      ["200", "200. [C: clients take any 2xx]"],
      ["201", "201. [C: clients take any 2xx]"],
    ],
  },
  itemRemovalAnswer: {
    about: "The body of the answer to a removal.",
    values: [
      ["id", "An object with the id. [C]"],
      ["item", "The item with the status REMOVED. [G]"],
      ["empty", "Nothing. [G]"],
    ],
  },
  removedItemsInList: {
    about: "Whether removed items can still be read.",
    values: [
      ["leftOut", "They are in no list, and asking for one fails. [O: the item disappears]"],
      ["shown", "They are in the list and can be read, with the status REMOVED. [D: the status exists in answers]"],
    ],
  },
  itemIdReuse: {
    about: "Whether the id of a removed item can be used for a new one.",
    values: [
      ["unsold", "Only when nobody has bought the old one. [O: old bulk page; G]"],
      ["allowed", "It can. [O: old bulk page]"],
      ["refused", "It cannot, because earlier purchases refer to it. [G]"],
    ],
  },
  itemReplacePrices: {
    about: "What becomes of the price of a country that a replacement of the item leaves out.",
    values: [
      ["gone", "It is gone; the country pays the calculated price. [C: overwrites all]"],
      ["kept", "It stays. [G]"],
    ],
  },
  itemPatchPrices: {
    about: "What becomes of the prices that a partial modification leaves out.",
    values: [
      ["merge", "They stay. [D: the heading speaks of given parameters]"],
      ["replace", "They are gone. [G]"],
    ],
  },
  itemWrongCountry: {
    about: "What happens to a price with an unknown country or another country's currency.",
    values: [
      ["refused", "The call is refused. [G]"],
      ["ignored", "The price is left out, the rest is done. [D: bulk upload]"],
    ],
  },
  itemMinimumPrice: {
    about: "What happens to a price under the country's minimum; only Korea's for apps, 310 won, is published.",
    values: [
      ["none", "Items have no minimum. [G: none is published for items]"],
      ["raised", "It becomes the minimum. [O]"],
      ["refused", "The call is refused. [G]"],
    ],
  },
  itemPageBase: {
    about: "The number of the first page of the item list.",
    values: [
      ["1", "1; a page 0 is refused. [D: examples; C]"],
      ["0too", "1, and 0 is taken for it. [G]"],
    ],
  },
  itemPageSizeMax: {
    about: "The largest page of the item list.",
    values: [
      ["none", "There is no limit. [D: none is documented]"],
      ["100", "100. [C: used in practice]"],
    ],
  },
  preconditionEnvelope: {
    about: "The shape of the failure 106.",
    values: [
      ["code", "`code` as a text, and `message`. [C]"],
      ["errorCode", "`errorCode` as a number, and `errorMessage`. [C: clients read it too]"],
    ],
  },
  contentTypeOnReads: {
    about: "Whether GET and DELETE of items need a content type of JSON.",
    values: [
      ["notRequired", "They do not. [D: use the access token]"],
      ["required", "They do, else the call is refused. [D: IAP get started; code: G]"],
    ],
  },
} as const satisfies ReadingTable;
