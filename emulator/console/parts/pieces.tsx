/** Small pieces that many pages use: cards, tables, badges, bars, images, page links. */
import type { Child } from "hono/jsx";
import { hasImage } from "../../state/images";
import type { Store } from "../../state/store";

export function Card({ id, title, aside, children }: { id: string; title: string; aside?: Child; children?: Child }) {
  return (
    <section class="card" aria-labelledby={`${id}-title`}>
      <div class="card-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A table that scrolls by itself where the page is narrow; the keyboard reaches it too. */
export function DataTable(props: {
  id: string;
  caption: string;
  quiet?: boolean;
  head: readonly string[];
  children?: Child;
}) {
  const { id, caption, quiet = false, head, children } = props;
  return (
    <section class="scroll" aria-labelledby={`${id}-caption`} tabindex={0}>
      <table>
        <caption id={`${id}-caption`} class={quiet ? "hidden" : undefined}>
          {caption}
        </caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

const TONES: readonly (readonly [RegExp, string])[] = [
  [/^UNPUBLISHED|^UNSPECIFIED|^DISABLED/, ""],
  [/REJECTED|CANCELED|TERMINATED|^failed|^[45]\d\d|^No answer|^Ended|^Payment fail/, "bad"],
  [/SUSPENDED|DELAYED|PAUSED|^Cancelled|^Grace|^Refunded/, "warn"],
  [/READY_|UNDER_|REGISTERING|UPDATING|^pending/, "busy"],
  [/FOR_SALE|DEPLOYED|^ENABLED|PUBLISHED|^Active|^Paid|^delivered|^2\d\d/, "good"],
];

/** A state, told apart by its word; the colour only helps. */
export function Badge({ children }: { children: string }) {
  const tone = TONES.find(([words]) => words.test(children))?.[1] ?? "";
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** A share of a hundred; the number stands beside it. */
export function Bar({ percent }: { percent: number }) {
  return (
    <svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 8">
      <rect class="bar-ground" width="100" height="8" />
      <rect class="bar-part" width={Math.max(0, Math.min(100, percent))} height="8" />
    </svg>
  );
}

/** An image of the store from this machine; nothing is ever fetched from elsewhere. */
export function StoreImage(props: { store: Store; address: string | null; alt: string; class: string }) {
  const { store, address, alt } = props;
  const path = address !== null && URL.canParse(address) ? new URL(address).pathname : "";
  if (!path.startsWith("/content/") || !hasImage(store, path))
    return alt === "" ? (
      <span class={`${props.class} no-image`} />
    ) : (
      <span class={`${props.class} no-image`}>No image</span>
    );
  return <img class={props.class} src={path} alt={alt} loading="lazy" />;
}

/** An address that the seller gave: a link when a browser may follow it, else only its text. */
export function OutsideLink({ address }: { address: string }) {
  const safe = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  return safe ? (
    <a href={address} rel="noopener noreferrer">
      {address}
    </a>
  ) : (
    <span>{address}</span>
  );
}

export const PAGE_SIZE = 50;

/** The page number in a query, from 1. */
export function pageNumber(text: string | undefined): number {
  return /^[1-9]\d{0,6}$/.test(text ?? "") ? Number(text) : 1;
}

/** Links to the pages of a long list. */
export function Pager({
  total,
  page,
  href,
  name,
}: {
  total: number;
  page: number;
  href: (page: number) => string;
  name: string;
}) {
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  if (last === 1) return null;
  const first = (page - 1) * PAGE_SIZE + 1;
  return (
    <nav class="pager" aria-label={name}>
      {page > 1 ? <a href={href(page - 1)}>Previous</a> : null}
      <span>{`${first} to ${Math.min(total, first + PAGE_SIZE - 1)} of ${total}`}</span>
      {page < last ? <a href={href(page + 1)}>Next</a> : null}
    </nav>
  );
}

/** A query text of what is given; empty values are left out. */
export function query(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
