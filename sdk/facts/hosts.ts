/** Host names of the Galaxy Store. All are reached by HTTPS on port 443. Source: "Create / use the access token"; file upload; receipt verification. */

export const API_HOST = "devapi.samsungapps.com";
export const UPLOAD_HOST = "seller.samsungapps.com";
export const RECEIPT_HOST = "iap.samsungapps.com";
/** Listing images. Source: addresses in answers that clients have met. */
export const IMAGE_HOST = "img.samsungapps.com";
/** The store's pages for customers. */
const PAGE_HOST = "apps.samsung.com";

export const STORE_HOSTS = [API_HOST, UPLOAD_HOST, RECEIPT_HOST, IMAGE_HOST, PAGE_HOST] as const;
export type StoreHost = (typeof STORE_HOSTS)[number];

const NAMES: ReadonlySet<string> = new Set(STORE_HOSTS);

export function isStoreHost(name: string): name is StoreHost {
  return NAMES.has(name);
}
