/** The app whose sales a call is about. */
import { storeFailure } from "../../failure";
import { type App, allBinaries, type ServiceAccount, type Store } from "../../state/store";

/** The caller's app with this package name. [C: SLR_4006; also for an unknown one: G] */
export function sellingApp(store: Store, account: ServiceAccount, packageName: string): App {
  const app = store.packages.get(packageName);
  if (app?.seller !== account.seller) throw storeFailure(400, "SLR_4006", "It is not your content.");
  checkSelling(app);
  return app;
}

/** Sales of a suspended app can still be asked for. [D: 106 when a precondition is not met; suspended: G] */
export function checkSelling(app: App): void {
  const precondition = (reason: string) =>
    storeFailure(400, "106", `The product data of ${app.packageName} cannot be found: ${reason}.`);
  if (!app.seller.commercial) throw precondition("the seller is not a commercial seller");
  // [D: every binary registered in the content must support IAP]
  if (allBinaries(app).some((binary) => binary.iapSdk === "N"))
    throw precondition("not every binary has the IAP SDK integrated");
}
