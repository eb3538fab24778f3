/** One in-app item in the catalog: its row, its prices by country, and the form to edit it. */

import type { Item } from "../../state/model";
import { itemSchema } from "../../state/model";
import { countryName } from "../lines";
import { Acts, Form, FormState, Select, TextArea, TextField } from "./form";
import { Badge } from "./pieces";

interface RowProps {
  item: Item;
  state: FormState;
  address: string;
  /** Of the page, so that a form leads back to it. */
  search: string;
}

export function ItemRow({ item, state, address, search }: RowProps) {
  return (
    <tr>
      <th scope="row" class="code">
        {item.id}
      </th>
      <td>
        {item.title}
        <span class="muted block">{item.description}</span>
      </td>
      <td>
        <Badge>{item.status}</Badge>
      </td>
      <td class="number">{item.usdPrice}</td>
      <td>
        <details open={state.outcome !== undefined}>
          <summary>
            {`${item.prices.length} ${item.prices.length === 1 ? "country" : "countries"}`}
            <span class="hidden">{` of ${item.id}`}</span>
          </summary>
          <PriceTable item={item} />
          <ItemForm state={state} action={`${address}${search}`} item={item} button="Save the item" />
          <Acts
            state={new FormState(`remove-${item.id}`, undefined)}
            action={`${address}/remove${search}`}
            buttons={[{ label: "Delete the item", style: "danger", spoken: `Delete the item ${item.id}` }]}
          />
        </details>
      </td>
    </tr>
  );
}

function PriceTable({ item }: { item: Item }) {
  return (
    <table class="prices">
      <caption class="hidden">{`Prices of ${item.id}`}</caption>
      <thead>
        <tr>
          <th scope="col">Country</th>
          <th scope="col">Price</th>
        </tr>
      </thead>
      <tbody>
        {item.prices.map(({ countryId, currency, localPrice }) => (
          <tr>
            <th scope="row">{`${countryName(countryId)} (${countryId})`}</th>
            <td class="number">{`${localPrice} ${currency}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const STATUSES = itemSchema.shape.status.unwrap().options;

/** The fields of an item; without one, those of a new item. */
export function ItemForm({
  state,
  action,
  item,
  button,
}: {
  state: FormState;
  action: string;
  item?: Item;
  button: string;
}) {
  const prices = (item?.prices ?? []).map(({ countryId, localPrice }) => `${countryId} ${localPrice}`);
  return (
    <Form state={state} action={action}>
      {item ? null : (
        <TextField state={state} name="id" label="Item id" hint="Letters, digits, period, dash, underscore." required />
      )}
      <TextField state={state} name="title" label="Title" value={item?.title ?? ""} required />
      <TextField state={state} name="description" label="Description" value={item?.description ?? ""} required />
      <Select
        state={state}
        name="status"
        label="Status"
        value={item?.status ?? "PUBLISHED"}
        options={STATUSES.map((status) => [status, status])}
      />
      <TextField
        state={state}
        name="usdPrice"
        label="Price in US dollars"
        value={String(item?.usdPrice ?? "")}
        required
      />
      <TextArea
        state={state}
        name="prices"
        label="Prices by country"
        rows={4}
        value={prices.join("\n")}
        hint="One a line, such as KOR 1200, in the country's own currency."
        required
      />
      <div class="acts">
        <button type="submit">{button}</button>
      </div>
    </Form>
  );
}
