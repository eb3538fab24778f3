/** The head of every page of an app: which app it is, and its other pages. */
import type { App, Store } from "../../state/store";
import { appAddress } from "../addresses";
import { StoreImage } from "./pieces";

export function AppHead({ store, app, here }: { store: Store; app: App; here: "" | "/items" | "/sales" }) {
  const content = (app.sale ?? app.registration)?.content;
  const pages = [
    ["", "Store page"],
    ["/items", `In-app items (${app.items.size})`],
    ["/sales", "Sales"],
  ] as const;
  return (
    <>
      <div class="page-head app-head">
        <StoreImage store={store} address={content?.icon ?? null} alt="" class="icon" />
        <div>
          <h1>{content?.appTitle ?? app.packageName}</h1>
          <p class="muted">
            <span class="code">{app.packageName}</span> · content id <span class="code">{app.contentId}</span> ·{" "}
            {app.seller.name}
          </p>
        </div>
      </div>
      <nav aria-label="Pages of this app" class="tabs">
        <ul>
          {pages.map(([page, name]) => (
            <li>
              <a href={appAddress(app, page)} aria-current={page === here ? "page" : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
