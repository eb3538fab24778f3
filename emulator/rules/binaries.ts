/** Binaries of an open update: registering an uploaded package, changing it, taking it out. */
import { BINARIES_MAX } from "../../sdk/facts/limits";
import { EDITABLE_STATUSES } from "../../sdk/facts/states";
import { invalid, storeFailure } from "../failure";
import { type JsonObject, wholeNumber } from "../http/body";
import { storeMoment } from "../state/clock";
import type { AppRecord, Binary, UploadedPackage } from "../state/model";
import { type App, allBinaries, type ServiceAccount, type Store, type Upload } from "../state/store";
import { contentIdOf, ownApp } from "./apps";
import { yesNoField } from "./edit";
import { uploadNamed } from "./uploads";

/** The open registration or update, in a status in which its binaries may change. [C: 4104; D: 3201] */
function editableRecord(app: App): AppRecord {
  const record = app.registration;
  if (!record) throw storeFailure(400, "4104", "There is no content: the app has no open registration or update.");
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
  // Numbers keep rising over the app's life. [C]
  app.nextBinarySeq += 1;
  app.registeredFiles.push({ fileName: upload.fileName, versionCode: facts.versionCode });
  record.binaries.push(binary);
  record.modifyDate = storeMoment(store.clock.now());
  return binary;
}

function checkPackage(store: Store, app: App, record: AppRecord, upload: Upload): UploadedPackage {
  const { fileName } = upload;
  const extension = extensionOf(fileName);
  if (extension !== "apk" && extension !== "aab") throw invalid(`${fileName} is neither an APK nor an AAB.`);
  // The store reads package and version from the file itself. [D; code for a file it cannot read: G]
  const facts = upload.package;
  if (!facts) throw invalid(`The package name and version of ${fileName} could not be read.`);
  if (facts.name !== app.packageName)
    throw invalid(`${fileName} holds the package ${facts.name}; the app's is ${app.packageName}.`);
  // A name or version that was registered before. [O: message; C: unique names]
  if (app.registeredFiles.some((file) => file.fileName === fileName || file.versionCode === facts.versionCode))
    throw storeFailure(400, "5021", "This binary is already in use.");
  // [D: publishing policy; code: G]
  const newest = Math.max(0, ...allBinaries(app).map((binary) => Number(binary.versionCode)));
  if (Number(facts.versionCode) <= newest)
    throw invalid(
      `The versionCode ${facts.versionCode} of ${fileName} must be higher than the newest one (${newest}).`,
    );
  // An app has at most 20 binaries, all with one extension. [D; 10, the other reading: C; codes: G]
  const most = store.settings.readings.binariesMax === "10" ? 10 : BINARIES_MAX;
  if (record.binaries.length >= most) throw invalid(`The app already has ${record.binaries.length} binaries.`);
  const other = record.binaries.find((binary) => extensionOf(binary.fileName) !== extension);
  if (other)
    throw invalid(`All binaries of an app have the same extension; ${other.fileName} differs from ${fileName}.`);
  return facts;
}

/** The binary whose device groups the new one copies. [D: binarySeqForDeviceInfo, 5030; for an unknown one: G] */
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
  record.modifyDate = storeMoment(store.clock.now());
}

export function removeBinary(store: Store, account: ServiceAccount, contentId: unknown, binarySeq: unknown): void {
  const record = editableRecord(ownApp(store, account, contentIdOf(contentId)));
  const binary = requireBinary(record, binarySeq);
  record.binaries = record.binaries.filter((candidate) => candidate !== binary);
  if (record.binaries.every((candidate) => candidate.rolloutStatus === "DISABLED")) record.rollout = null;
  record.modifyDate = storeMoment(store.clock.now());
}

// [G: code]
function requireBinary(record: AppRecord, binarySeq: unknown): Binary {
  const binary = record.binaries.find((candidate) => Number(candidate.binarySeq) === wholeNumber(binarySeq));
  if (!binary) throw invalid(`The app has no binary with binarySeq ${String(binarySeq)}.`);
  return binary;
}

function gmsField(store: Store, body: JsonObject): "Y" | "N" {
  const gms = yesNoField(store, body, "gms");
  if (gms === undefined) throw invalid("gms must be Y or N.");
  return gms ? "Y" : "N";
}

function extensionOf(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
}
