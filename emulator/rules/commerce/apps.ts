/** The app whose sales a call is about. */
import { storeFailure } from "../../failure";
import { type App, allBinaries, type ServiceAccount, type Store } from "../../state/store";

/** Subscriptions of a package of another seller, or of an unknown one, are refused. [C: SLR_4006; unknown: G] */
export function sellingApp(store: Store, account: ServiceAccount, packageName: string): App {
  const app = store.packages.get(packageName);
  if (app?.seller !== account.seller) throw storeFailure(400, "SLR_4006", "It is not your content.");
  checkSelling(app);
  return app;
}

/** Sales of a suspended app can still be asked for. [G] */
export function checkSelling(app: App): void {
  const precondition = (reason: string) =>
    storeFailure(400, "106", `The product data of ${app.packageName} cannot be found: ${reason}.`);
  // Only a commercial seller has sales to ask for. [D: preconditions, 106]
  if (!app.seller.commercial) throw precondition("the seller is not a commercial seller");
  // Every binary that is registered in the app must have the IAP SDK. [D: preconditions, 106]
  if (allBinaries(app).some((binary) => binary.iapSdk === "N"))
    throw precondition("not every binary has the IAP SDK integrated");
}
