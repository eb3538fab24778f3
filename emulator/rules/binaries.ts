/** Binaries of an open update: registering an uploaded package, changing it, taking it out. */
import { BINARIES_MAX } from "../../sdk/facts/limits";
import { EDITABLE_STATUSES } from "../../sdk/facts/states";
import { invalid, storeFailure } from "../failure";
import { type JsonObject, wholeNumber } from "../http/body";
import type { AppRecord, Binary, UploadedPackage } from "../state/model";
import { type App, allBinaries, type ServiceAccount, type Store, type Upload } from "../state/store";
import { contentIdOf, ownApp } from "./apps";
import { yesNoField } from "./edit";
import { uploadNamed } from "./uploads";

function editableRecord(app: App): AppRecord {
  const record = app.registration;
  // Binaries belong to an open registration or update. [C: failure codes 4104]
  if (!record) throw storeFailure(400, "4104", "There is no content: the app has no open registration or update.");
  // Binaries change while the app can be edited, not while it is in review. [D: failure codes 3201]
  if (!EDITABLE_STATUSES.includes(record.contentStatus))
    throw storeFailure(400, "3201", `The app is not in a status that can be edited (${record.contentStatus}).`);
  return record;
}

export function addBinary(store: Store, account: ServiceAccount, body: JsonObject): Binary {
  const app = ownApp(store, account, contentIdOf(body.contentId));
  const record = editableRecord(app);
  // A new binary needs gms. [C: in practice; not marked as required, the other reading: D]
  const gms = body.gms === undefined && store.settings.readings.gmsOnAdd === "optional" ? "Y" : gmsField(store, body);
  const upload = uploadNamed(store, account, body.filekey);
  if (!upload) throw invalid("filekey is not the key of an uploaded file.");
  const facts = checkPackage(store, app, record, upload);
  const source = deviceSource(record, body.binarySeqForDeviceInfo);
  const binary: Binary = {
    binarySeq: String(app.nextBinarySeq),
    fileName: upload.fileName,
    fileSize: upload.fileSize,
    versionCode: facts.versionCode,
    versionName: facts.versionName,
    nativePlatforms: facts.nativePlatforms,
    apiminSdkVersion: facts.minSdk,
    apimaxSdkVersion: facts.maxSdk,
    iapSdk: facts.iapSdk,
    gms,
    rolloutStatus: "DISABLED",
    deployedRate: null,
    devices: source?.devices ?? true,
  };
  // The numbers of binaries rise over the app's life and are never used twice. [C]
  app.nextBinarySeq += 1;
  app.registeredFiles.push({ fileName: upload.fileName, versionCode: facts.versionCode });
  record.binaries.push(binary);
  record.modifyDate = store.clock.moment();
  return binary;
}

// Not emulated: a submission that fails because superseded binaries are still there (the condition is not known).

function checkPackage(store: Store, app: App, record: AppRecord, upload: Upload): UploadedPackage {
  const { fileName } = upload;
  const extension = extensionOf(fileName);
  // A binary is an APK or an AAB. [D; code: G]
  if (extension !== "apk" && extension !== "aab") throw invalid(`${fileName} is neither an APK nor an AAB.`);
  // The store reads package and version from the file itself. [D; a file that cannot be read, code: G]
  const facts = upload.package;
  if (!facts) throw invalid(`The package name and version of ${fileName} could not be read.`);
  // The package of a binary is the app's. [D; code: G]
  if (facts.name !== app.packageName)
    throw invalid(`${fileName} holds the package ${facts.name}; the app's is ${app.packageName}.`);
  // A file name or version that was registered before is refused, even if its binary was removed since: `This binary is already
  // in use.` [O: message; C: unique names]
  if (app.registeredFiles.some((file) => file.fileName === fileName || file.versionCode === facts.versionCode))
    throw storeFailure(400, "5021", "This binary is already in use.");
  // The version code of a binary is higher than the newest one. [D: publishing policy; code: G]
  const newest = Math.max(0, ...allBinaries(app).map((binary) => Number(binary.versionCode)));
  if (Number(facts.versionCode) <= newest)
    throw invalid(
      `The versionCode ${facts.versionCode} of ${fileName} must be higher than the newest one (${newest}).`,
    );
  // An app has at most 20 binaries. [D; 10, the other reading: C; codes: G]
  const most = store.settings.readings.binariesMax === "10" ? 10 : BINARIES_MAX;
  if (record.binaries.length >= most) throw invalid(`The app already has ${record.binaries.length} binaries.`);
  // All binaries of an app have the same extension. [D; code: G]
  const other = record.binaries.find((binary) => extensionOf(binary.fileName) !== extension);
  if (other)
    throw invalid(`All binaries of an app have the same extension; ${other.fileName} differs from ${fileName}.`);
  return facts;
}

/**
 * `binarySeqForDeviceInfo` names a binary whose devices are chosen, and which the app has. [D: failure codes 5030; unknown: G]
 */
function deviceSource(record: AppRecord, value: unknown): Binary | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const source = record.binaries.find((binary) => Number(binary.binarySeq) === wholeNumber(value));
  if (!source?.devices)
    throw storeFailure(400, "5030", `There is no device configuration for the binary ${String(value)}.`);
  return source;
}

export function modifyBinary(store: Store, account: ServiceAccount, body: JsonObject): void {
  const record = editableRecord(ownApp(store, account, contentIdOf(body.contentId)));
  const binary = requireBinary(record, body.binarySeq);
  binary.gms = gmsField(store, body);
  record.modifyDate = store.clock.moment();
}

export function removeBinary(store: Store, account: ServiceAccount, contentId: unknown, binarySeq: unknown): void {
  const record = editableRecord(ownApp(store, account, contentIdOf(contentId)));
  const binary = requireBinary(record, binarySeq);
  record.binaries = record.binaries.filter((candidate) => candidate !== binary);
  if (record.binaries.every((candidate) => candidate.rolloutStatus === "DISABLED")) record.rollout = null;
  record.modifyDate = store.clock.moment();
}

// `binarySeq` is a binary of the app. [D; code: G]
function requireBinary(record: AppRecord, binarySeq: unknown): Binary {
  const binary = record.binaries.find((candidate) => Number(candidate.binarySeq) === wholeNumber(binarySeq));
  if (!binary) throw invalid(`The app has no binary with binarySeq ${String(binarySeq)}.`);
  return binary;
}

/** `gms` is required, though the documents do not mark it so. [C; code: G] */
function gmsField(store: Store, body: JsonObject): "Y" | "N" {
  const gms = yesNoField(store, body, "gms");
  if (gms === undefined) throw invalid("gms must be Y or N.");
  return gms ? "Y" : "N";
}

function extensionOf(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
}
