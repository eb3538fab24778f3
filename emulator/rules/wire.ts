/** Records as the store shows them. */
import type { AppRecord, Content } from "../state/model";
import type { App, Store } from "../state/store";

/** A row of the list has the documented keys; an update shows as `REGISTERING` there. [D; status: C] */
export function wireRow(store: Store, app: App, record: AppRecord): object {
  const { content, contentStatus, modifyDate } = record;
  const shownAsNew = contentStatus === "UPDATING" && store.settings.readings.openedStatus !== "UPDATING";
  return {
    contentName: content.appTitle,
    contentId: app.contentId,
    contentStatus: shownAsNew ? "REGISTERING" : contentStatus,
    standardPrice: content.standardPrice,
    paid: content.paid,
    modifyDate: `${modifyDate}.0`,
  };
}

/** A record of the details has the documented keys, with the types of a real trace. [D, C] */
export function wireRecord(store: Store, app: App, record: AppRecord): object {
  const { content, contentStatus } = record;
  const { detailKeys, openedStatus } = store.settings.readings;
  // The details say UPDATING where the answer said REGISTERING. [C; both say the same, the other readings: D]
  const shownAsNew = contentStatus === "UPDATING" && openedStatus === "REGISTERING";
  return {
    // A record has neither appStatus nor packageName at its top. [C: real trace; both are there, the other reading: C]
    ...(detailKeys === "present"
      ? { appStatus: record === app.sale ? "SALE" : "REGISTRATION", packageName: app.packageName }
      : {}),
    contentId: app.contentId,
    appTitle: content.appTitle,
    icon: content.icon,
    iconKey: null,
    contentStatus: shownAsNew ? "REGISTERING" : contentStatus,
    defaultLanguageCode: content.defaultLanguageCode,
    applicationType: content.applicationType,
    longDescription: content.longDescription,
    shortDescription: content.shortDescription,
    newFeature: content.newFeature,
    ageLimit: content.ageLimit,
    chinaAgeLimit: content.chinaAgeLimit,
    openSourceURL: content.openSourceURL,
    privatePolicyURL: content.privatePolicyURL,
    privatePolicyURLYN: content.privatePolicyURLYN,
    termAndConditionURL: content.termAndConditionURL,
    youTubeURL: content.youTubeURL,
    copyrightHolder: content.copyrightHolder,
    supportEMail: content.supportEMail,
    supportedSiteUrl: content.supportedSiteUrl,
    binaryList: record.binaries.map((binary) => ({
      fileName: binary.fileName,
      binarySeq: binary.binarySeq,
      versionCode: binary.versionCode,
      versionName: binary.versionName,
      packageName: app.packageName,
      nativePlatforms: binary.nativePlatforms,
      apiminSdkVersion: binary.apiminSdkVersion,
      apimaxSdkVersion: binary.apimaxSdkVersion,
      iapSdk: binary.iapSdk,
      gms: binary.gms,
      filekey: null,
    })),
    standardPrice: content.standardPrice,
    paid: content.paid,
    autoAddCountry: content.autoAddCountry,
    publicationType: content.publicationType,
    startPublicationDate: content.startPublicationDate,
    stopPublicationDate: content.stopPublicationDate,
    usExportLaws: content.usExportLaws,
    reviewComment: content.reviewComment,
    reviewFilename: content.reviewFilename,
    reviewFilekey: null,
    edgescreen: content.edgescreen,
    edgescreenKey: null,
    edgescreenplus: content.edgescreenplus,
    edgescreenplusKey: null,
    heroImage: content.heroImage,
    heroImageKey: null,
    notifyResult: content.notifyResult,
    sellCountryList: content.sellCountryList,
    supportedLanguages: content.supportedLanguages,
    addLanguage: content.addLanguage.map((listing) => ({
      ...listing,
      screenshots: wireScreenshots(listing.screenshots),
    })),
    screenshots: wireScreenshots(content.screenshots),
    category: content.category,
  };
}

/** Screenshots read back as kept ones: their address, no key, and `reuseYn` true. [D, C; true: G] */
function wireScreenshots(addresses: Content["screenshots"]): object[] {
  return addresses.map((screenshotPath) => ({ screenshotPath, screenshotKey: null, reuseYn: true }));
}
