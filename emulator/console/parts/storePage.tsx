/** The store page of an app, as a customer would see it in one language. */
import { LISTING_LANGUAGES } from "../../../sdk/facts/languages";
import type { AppRecord, Content, Listing } from "../../state/model";
import type { App, Store } from "../../state/store";
import { OutsideLink, query, StoreImage } from "./pieces";

/** Which record and which language a person looks at. */
export interface View {
  readonly which: "sale" | "registration";
  readonly language: string;
}

interface Props {
  store: Store;
  app: App;
  record: AppRecord;
  view: View;
}

export function StorePage({ store, app, record, view }: Props) {
  const { content } = record;
  const listing = listingIn(content, view.language);
  return (
    <section class="card store-page" aria-labelledby="store-page-title">
      <div class="card-head">
        <h2 id="store-page-title">Store page</h2>
        <Switches app={app} content={content} view={view} />
      </div>
      <article class="phone" lang="">
        <StoreImage store={store} address={content.heroImage} alt="Hero image" class="hero" />
        <div class="identity">
          <StoreImage store={store} address={content.icon} alt="Icon" class="icon" />
          <div>
            <h3>{listing.appTitle}</h3>
            <p class="muted">{app.seller.name}</p>
            <p class="facts">
              <span class="price">{content.paid === "Y" ? `US$${content.standardPrice}` : "Free"}</span>
              <span>{content.ageLimit === "0" ? "All ages" : `Ages ${content.ageLimit}+`}</span>
              {content.category.map(({ name }) => (
                <span>{name}</span>
              ))}
            </p>
          </div>
        </div>
        {listing.shortDescription === "" ? null : <p class="short">{listing.shortDescription}</p>}
        <Screenshots store={store} addresses={listing.screenshots} />
        {listing.newFeature === "" ? null : (
          <>
            <h4>What's new</h4>
            <p class="long-text">{listing.newFeature}</p>
          </>
        )}
        <About description={listing.description} content={content} />
      </article>
    </section>
  );
}

/** What is shown in this language; the default listing where a translation is missing. */
export function listingIn(content: Content, language: string): Listing {
  const translated = content.addLanguage.find((listing) => listing.languagecode === language);
  return (
    translated ?? {
      languagecode: content.defaultLanguageCode,
      appTitle: content.appTitle,
      shortDescription: content.shortDescription,
      description: content.longDescription,
      newFeature: content.newFeature,
      screenshots: content.screenshots,
    }
  );
}

export function languagesOf(content: Content): string[] {
  return [content.defaultLanguageCode, ...content.addLanguage.map((listing) => listing.languagecode)];
}

export function languageName(code: string): string {
  return LISTING_LANGUAGES.find((language) => language.code === code)?.name ?? code;
}

function Switches({ app, content, view }: { app: App; content: Content; view: View }) {
  const records = [
    ["sale", "On sale"],
    ["registration", app.sale ? "Open update" : "Registration"],
  ] as const;
  return (
    <div class="switches">
      <nav aria-label="Record">
        <ul class="segments">
          {records
            .filter(([which]) => app[which] !== null)
            .map(([which, name]) => (
              <li>
                <a
                  href={query({ view: which, language: view.language })}
                  aria-current={which === view.which ? "true" : undefined}
                >
                  {name}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <nav aria-label="Language">
        <ul class="segments">
          {languagesOf(content).map((language) => (
            <li>
              <a
                href={query({ view: view.which, language })}
                aria-current={language === view.language ? "true" : undefined}
              >
                {languageName(language)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

function Screenshots({ store, addresses }: { store: Store; addresses: readonly string[] }) {
  if (addresses.length === 0) return <p class="muted">No screenshots.</p>;
  return (
    <section class="shots" aria-label="Screenshots" tabindex={0}>
      {addresses.map((address, index) => (
        <StoreImage
          store={store}
          address={address}
          alt={`Screenshot ${index + 1} of ${addresses.length}`}
          class="shot"
        />
      ))}
    </section>
  );
}

/** The store folds long descriptions too. */
function About({ description, content }: { description: string; content: Content }) {
  const [first = "", ...rest] = description.split(/\n{2,}/);
  return (
    <>
      <h4>About</h4>
      <p class="long-text">{first}</p>
      <details>
        <summary>{rest.length === 0 ? "Contact" : "More, and contact"}</summary>
        {rest.length === 0 ? null : <p class="long-text">{rest.join("\n\n")}</p>}
        <Contacts content={content} />
      </details>
    </>
  );
}

function Contacts({ content }: { content: Content }) {
  const rows = [
    ["Privacy policy", content.privatePolicyURL],
    ["Support page", content.supportedSiteUrl],
    ["Video", content.youTubeURL],
    ["Open source", content.openSourceURL],
    ["Terms", content.termAndConditionURL ?? ""],
    ["Support e-mail", content.supportEMail],
    ["Copyright", content.copyrightHolder],
  ] as const;
  return (
    <dl class="pairs">
      {rows
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <OutsideLink address={value} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
