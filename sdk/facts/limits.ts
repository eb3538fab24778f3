/** Limits of the store: lengths in UTF-8 bytes, image formats, counts, prices. */

/** Texts of a listing, in bytes of UTF-8. Source: Content Publish API reference; short description: Samsung's fastlane plugin. */
export const TEXT_LIMITS = {
  title: { maxBytes: 100 },
  shortDescription: { minBytes: 20, maxBytes: 240 },
  description: { maxBytes: 4000 },
  whatsNew: { maxBytes: 4000 },
  copyrightHolder: { maxBytes: 100 },
  supportEmail: { maxBytes: 100 },
  supportUrl: { maxBytes: 200 },
  privacyPolicyUrl: { maxBytes: 200 },
  openSourceUrl: { maxBytes: 200 },
  reviewComment: { maxBytes: 4000 },
} as const satisfies Record<string, { minBytes?: number; maxBytes: number }>;

/** What an image of the listing must be. */
export interface ImageRule {
  readonly types: readonly ("png" | "jpg")[];
  /** Exact size in pixels, or undefined for the range of {@link SCREENSHOT_SIDES}. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly maxBytes?: number;
}

// Source: Content Publish API reference, rows iconKey, heroImageKey, edgescreenKey, edgescreenplusKey.
const MEGABYTE = 1024 * 1024;
export const ICON: ImageRule = { types: ["png"], size: { width: 512, height: 512 }, maxBytes: MEGABYTE };
export const HERO_IMAGE: ImageRule = { types: ["jpg", "png"], size: { width: 1200, height: 675 }, maxBytes: MEGABYTE };
export const EDGE_IMAGE: ImageRule = { types: ["png"], size: { width: 160, height: 2560 }, maxBytes: MEGABYTE };
export const EDGE_PLUS_IMAGE: ImageRule = { types: ["png"], size: { width: 550, height: 2560 }, maxBytes: MEGABYTE };
export const SCREENSHOT: ImageRule = { types: ["jpg", "png"] };

/** Source: Content Publish API reference, row screenshots. More than 8 are stored, only the first 8 shown. */
export const SCREENSHOT_COUNT = { min: 4, max: 8 } as const;
/** Each side in pixels; the longer side is at most `maxRatio` times the shorter. */
export const SCREENSHOT_SIDES = { min: 320, max: 3840, maxRatio: 2 } as const;

export const AGE_LIMITS: readonly number[] = [0, 4, 12, 16, 18];
export const CHINA_AGE_LIMITS: readonly number[] = [0, 3, 8, 12, 16, 18];
export const NOTIFY_EMAILS_MAX = 20;

/** Binaries of one app. Source: "Add binary". */
export const BINARIES_MAX = 20;
/** Testers of one closed beta, and testers named in one call. Source: "Update closed beta test". */
export const BETA_TESTERS = { max: 20_000, perCall: 1_000 } as const;
/** Hours for which an upload session is valid. Source: "Create upload session id". */
export const UPLOAD_SESSION_HOURS = 24;
/** Largest page of the item list in practice; no limit is documented. */
export const ITEM_PAGE_SIZE = 100;
/** Base price of an in-app item in USD. Source: public client checked against the pages in July 2026. */
export const ITEM_USD_PRICE = { min: 0, max: 999.99 } as const;
/** Characters of an in-app item id. Source: old Seller Office guide and the July 2026 client. */
export const ITEM_ID_PATTERN = /^[A-Za-z0-9._-]+$/;
/** Longest life of the JWT that asks for an access token. Source: "Create an access token". */
export const JWT_MAX_SECONDS = 20 * 60;
/** The store's word for "no end of sale". */
export const NO_END_DATE = "9999-12-31";
/** Longest reply to a buyer's comment, in bytes of UTF-8. Source: "Buyer comments". */
export const COMMENT_REPLY_MAX_BYTES = 1400;
