/** Samsung's CSV file for uploading in-app items in bulk in the Seller Portal: its columns and what stands in them. */

/**
 * The columns. Source: "Bulk Upload In-App Items" (Seller Portal features) names `Standard Price (USD)`, `Pricing
 * Template ID` and `Price Exception`; the others, and their order, are known from a publisher's public guide only
 * (cleverappssg.com, "Samsung"), since the template can be downloaded by signed-in sellers only.
 */
export const BULK_UPLOAD_COLUMNS = [
  "Item ID",
  "Item Title",
  "Item Type",
  "Pricing Template ID",
  "Standard Price (USD)",
  "Price Exception",
  "Phone Bill",
  "Description",
  "Status",
] as const;

export type BulkUploadColumn = (typeof BULK_UPLOAD_COLUMNS)[number];

/** Kinds of items as the file names them. Source: the same guide has `Consumable`; `Item`: the portal's word since 2025. */
export const BULK_UPLOAD_ITEM_TYPES = ["Consumable", "Item"] as const;

/** Source: the same guide has `ACTIVE`. `INACTIVE` is inferred: active and inactive are the portal's words for the two. */
export const BULK_UPLOAD_STATUSES = { ACTIVE: "PUBLISHED", INACTIVE: "UNPUBLISHED" } as const;

/** Source: the same guide has `No`; `Yes` is inferred. */
export const BULK_UPLOAD_PHONE_BILL = { Yes: true, No: false } as const;

/**
 * One price exception: country code, currency code and price without separators, e.g. `KORKRW2000`; several are joined by
 * {@link BULK_UPLOAD_EXCEPTION_SEPARATOR}. The portal disregards one with a wrong country code. Source: "Bulk Upload
 * In-App Items".
 */
export const BULK_UPLOAD_EXCEPTION = /^([A-Z]{3})([A-Z]{3})(\d+(?:\.\d+)?)$/;
export const BULK_UPLOAD_EXCEPTION_SEPARATOR = ";";
