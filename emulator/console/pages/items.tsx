/** The in-app items of one app: searched, paged, and edited as a person at the portal does. */
import { appNamed } from "../../control/find";
import { changeItem, deleteItem, putItem } from "../../control/items";
import { ControlFailure } from "../../failure";
import type { JsonObject } from "../../http/body";
import type { EmulatorApp, EmulatorContext } from "../../http/context";
import type { App } from "../../state/store";
import { appAddress } from "../addresses";
import { type CatalogPage, catalogPage, ORDERS, type Order, orderOf } from "../catalog";
import type { Desk, Outcome, Values } from "../desk";
import { document, Layout } from "../layout";
import { priceLines } from "../lines";
import { AppHead } from "../parts/appHead";
import { FormState, Result } from "../parts/form";
import { ItemForm, ItemRow } from "../parts/item";
import { Card, DataTable, PAGE_SIZE, Pager, pageNumber, query } from "../parts/pieces";

const PATH = "/_emulator/console/apps/:contentId/items";

/** What the person searched for; it stays through every form of the page. */
interface Search {
  readonly q: string;
  readonly order: Order;
}

export function itemsPage(site: EmulatorApp, desk: Desk): void {
  const appOf = (c: EmulatorContext): App => appNamed(desk.parts.store, c.req.param("contentId") ?? "");
  const searchOf = (c: EmulatorContext): Search => ({
    q: c.req.query("q") ?? "",
    order: orderOf(c.req.query("order")),
  });
  const pageOf = (c: EmulatorContext): CatalogPage => {
    const { q, order } = searchOf(c);
    return catalogPage(appOf(c).items.values(), q, order, pageNumber(c.req.query("page")));
  };
  const page = (c: EmulatorContext, outcome?: Outcome) => (
    <ItemsPage desk={desk} app={appOf(c)} search={searchOf(c)} found={pageOf(c)} outcome={outcome} />
  );
  site.get(PATH, (c) => c.html(document(page(c, desk.outcome(c)))));

  const form = (
    path: string,
    name: (c: EmulatorContext) => string,
    act: (app: App, values: Values, c: EmulatorContext) => string,
  ) => {
    site.post(`${PATH}${path}`, (c) => {
      const app = appOf(c);
      const back = appAddress(app, `/items${query({ ...c.req.query() })}`);
      return desk.submitted(
        c,
        name(c),
        (values) => act(app, values, c),
        back,
        (outcome) => page(c, outcome),
      );
    });
  };
  const itemId = (c: EmulatorContext): string => c.req.param("id") ?? "";

  form(
    "",
    () => "add",
    (app, { id = "", ...values }) => {
      if (app.items.has(id)) throw new ControlFailure(409, `There already is an item ${id}.`, "id");
      putItem(app, id, sentItem(values));
      return `The item ${id} is added.`;
    },
  );
  form(
    "/:id",
    (c) => `item-${itemId(c)}`,
    (app, values, c) => {
      changeItem(app, itemId(c), sentItem(values));
      return "The item is saved.";
    },
  );
  form(
    "/:id/remove",
    () => "catalog",
    (app, _values, c) => `The item ${deleteItem(app, itemId(c)).id} is deleted.`,
  );
}

function sentItem({ title, description, status, usdPrice, prices }: Values): JsonObject {
  return { title, description, status, usdPrice: usdPrice ? Number(usdPrice) : undefined, prices: priceLines(prices) };
}

interface Props {
  desk: Desk;
  app: App;
  search: Search;
  found: CatalogPage;
  outcome: Outcome | undefined;
}

function ItemsPage({ desk, app, search, found, outcome }: Props) {
  const title = (app.sale ?? app.registration)?.content.appTitle ?? app.packageName;
  const adding = new FormState("add", outcome);
  return (
    <Layout desk={desk} title={`In-app items of ${title}`} path="" outcome={outcome}>
      <AppHead store={desk.parts.store} app={app} here="/items" />
      <Card id="catalog-card" title="In-app items">
        <Result state={new FormState("catalog", outcome)} />
        <SearchForm app={app} search={search} />
        <Results app={app} search={search} found={found} outcome={outcome} />
      </Card>
      <Card id="add-card" title="Add an item">
        <details open={adding.outcome !== undefined}>
          <summary>New item</summary>
          <ItemForm state={adding} action={appAddress(app, `/items${query({ ...search })}`)} button="Add the item" />
        </details>
      </Card>
    </Layout>
  );
}

function SearchForm({ app, search }: { app: App; search: Search }) {
  return (
    <search>
      <form method="get" action={appAddress(app, "/items")} class="search" data-live-search="results">
        <div class="field">
          <label for="q">Search by id or title</label>
          <input id="q" name="q" type="search" value={search.q} autocomplete="off" />
        </div>
        <div class="field">
          <label for="order">Sorted by</label>
          <select id="order" name="order">
            {Object.entries(ORDERS).map(([order, name]) => (
              <option value={order} selected={order === search.order}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">Search</button>
      </form>
    </search>
  );
}

function Results({ app, search, found, outcome }: Omit<Props, "desk">) {
  const here = { q: search.q, order: search.order === "catalog" ? "" : search.order };
  const first = (found.page - 1) * PAGE_SIZE + 1;
  const range = found.total === 0 ? "" : `: ${first} to ${first + found.items.length - 1}`;
  return (
    <div id="results">
      <p role="status" class="muted">
        {found.total === app.items.size
          ? `${found.total} items${range}`
          : `${found.total} of ${app.items.size} items${range}`}
      </p>
      <DataTable
        id="items"
        caption="In-app items"
        quiet
        head={["Item", "Title", "Status", "US dollars", "Prices and edit"]}
      >
        {found.items.map((item) => (
          <ItemRow
            item={item}
            state={new FormState(`item-${item.id}`, outcome)}
            address={appAddress(app, `/items/${item.id}`)}
            search={query({ ...here, page: found.page > 1 ? String(found.page) : "" })}
          />
        ))}
      </DataTable>
      <Pager
        total={found.total}
        page={found.page}
        name="Pages of items"
        href={(page) => appAddress(app, `/items${query({ ...here, page: String(page) })}`)}
      />
    </div>
  );
}
