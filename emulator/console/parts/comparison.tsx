/** The live record and the open update side by side, with the differences marked in words and in shape. */
import type { AppRecord } from "../../state/model";
import type { Store } from "../../state/store";
import { compared, type FieldPair, type Piece, pieces } from "../comparison";
import { Card, DataTable, StoreImage } from "./pieces";

export function Comparison({ store, live, update }: { store: Store; live: AppRecord; update: AppRecord }) {
  const all = compared(live, update);
  const different = all.filter((pair) => pair.differs);
  const same = all.filter((pair) => !pair.differs);
  const summary = different.length === 1 ? "1 field differs" : `${different.length} fields differ`;
  return (
    <Card id="comparison" title="On sale and in the open update" aside={<span class="badge busy">{summary}</span>}>
      {different.length === 0 ? (
        <p class="muted">The open update is the same as what is on sale.</p>
      ) : (
        <DataTable id="differences" caption="Fields that differ" quiet head={["Field", "On sale", "Open update"]}>
          {different.map((pair) => (
            <PairRow store={store} pair={pair} />
          ))}
        </DataTable>
      )}
      <details>
        <summary>{`${same.length} fields are the same`}</summary>
        <DataTable id="same" caption="Fields that are the same" quiet head={["Field", "On sale and open update"]}>
          {same.map((pair) => (
            <tr>
              <th scope="row">{pair.label}</th>
              <td>
                <Side store={store} pair={pair} side="live" />
              </td>
            </tr>
          ))}
        </DataTable>
      </details>
    </Card>
  );
}

function PairRow({ store, pair }: { store: Store; pair: FieldPair }) {
  return (
    <tr class="differs">
      <th scope="row">
        {pair.label} <span class="mark">changed</span>
      </th>
      <td>
        <Side store={store} pair={pair} side="live" />
      </td>
      <td>
        <Side store={store} pair={pair} side="update" />
      </td>
    </tr>
  );
}

function Side({ store, pair, side }: { store: Store; pair: FieldPair; side: "live" | "update" }) {
  if (pair.kind === "images") return <Images store={store} pair={pair} addresses={pair[side]} />;
  if (pair[side] === "") return <span class="muted">empty</span>;
  return (
    <span class="long-text">
      {pieces(pair.live, pair.update)
        .filter((piece) => piece.side === "both" || piece.side === side)
        .map((piece) => (
          <Marked piece={piece} />
        ))}
    </span>
  );
}

function Marked({ piece }: { piece: Piece }) {
  if (piece.side === "both") return piece.text;
  return piece.side === "live" ? (
    <del>
      <span class="hidden">[only on sale:</span>
      {piece.text}
      <span class="hidden">]</span>
    </del>
  ) : (
    <ins>
      <span class="hidden">[only in the update:</span>
      {piece.text}
      <span class="hidden">]</span>
    </ins>
  );
}

function Images({ store, pair, addresses }: { store: Store; pair: FieldPair; addresses: readonly string[] }) {
  if (addresses.length === 0) return <span class="muted">none</span>;
  return (
    <span class="thumbs">
      {addresses.map((address, index) => (
        <StoreImage
          store={store}
          address={address}
          alt={`${pair.label}, ${index + 1} of ${addresses.length}`}
          class="thumb"
        />
      ))}
    </span>
  );
}
