/** The frame of every page: header, navigation, main part. */
import type { Child } from "hono/jsx";
import { storeMoment } from "../state/clock";
import { FAULTS, JOURNAL, NOTIFICATIONS } from "./addresses";
import type { Desk, Outcome } from "./desk";

const NAVIGATION = [
  ["/_emulator/", "Overview"],
  [JOURNAL, "Journal"],
  [FAULTS, "Faults"],
  [NOTIFICATIONS, "Notifications"],
] as const;

interface Frame {
  desk: Desk;
  title: string;
  /** Of the page in the navigation. */
  path: string;
  outcome?: Outcome | undefined;
  children?: Child;
}

export function Layout({ desk, title, path, outcome, children }: Frame) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* Without a referrer to this store itself, browsers give its forms the origin "null", which is refused. */}
        <meta name="referrer" content="same-origin" />
        <title>{`${outcome?.error === undefined ? "" : "Error: "}${title} - Galaxy Store emulator`}</title>
        <link rel="icon" href="/_emulator/console/assets/console.svg" />
        <link rel="stylesheet" href="/_emulator/console/assets/console.css" />
        <script type="module" src="/_emulator/console/assets/console.js" />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <div class="top-row">
            <a class="brand" href="/_emulator/">
              Galaxy Store <span>emulator</span>
            </a>
            <span class="disclaimer">On this machine, not Samsung's</span>
            <span class="clock">
              <span class="label">Store clock</span> {storeMoment(desk.parts.store.clock.now())} UTC
            </span>
          </div>
          <nav aria-label="Console">
            <ul>
              {NAVIGATION.map(([href, name]) => (
                <li>
                  <a href={href} aria-current={href === path ? "page" : undefined}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <footer>
          A local stand-in for rehearsals. It is not made, run or endorsed by Samsung, and nothing leaves this machine.
        </footer>
      </body>
    </html>
  );
}

export function document(page: Child): string {
  return `<!doctype html>${String(page)}`;
}
