// Publishes a new binary of an app on the Galaxy Store, with nothing but Node. Knows the real store only.
//   node publish.mjs <contentId> <file.apk>
import { sign } from "node:crypto";
import { openAsBlob, readFileSync } from "node:fs";
import { basename } from "node:path";

const API = process.env.STORE_API ?? "https://devapi.samsungapps.com";
const ACCOUNT = process.env.STORE_SERVICE_ACCOUNT_ID;
const KEY = readFileSync(process.env.STORE_PRIVATE_KEY, "utf8");
const [contentId, apk] = process.argv.slice(2);

function signedJwt() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: ACCOUNT, scopes: ["publishing"], iat: now, exp: now + 600 };
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), KEY).toString("base64url")}`;
}

async function call(method, url, { authorization, ...init }) {
  const headers = { authorization: `Bearer ${authorization}`, "service-account-id": ACCOUNT, ...init.headers };
  const answer = await fetch(url, { ...init, method, headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

const created = await call("POST", `${API}/auth/accessToken`, { authorization: signedJwt() });
const authorization = created.createdItem.accessToken;
const post = (path, body) =>
  call("POST", API + path, {
    authorization,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const info = () => call("GET", `${API}/seller/contentInfo?contentId=${contentId}`, { authorization });

const [{ defaultLanguageCode, paid }] = await info();
await post("/seller/contentUpdate", { contentId, defaultLanguageCode, paid, publicationType: "01" });

const session = await post("/seller/createUploadSessionId", {});
const form = new FormData();
form.append("sessionId", session.sessionId);
form.append("file", await openAsBlob(apk), basename(apk));
const { fileKey } = await call("POST", session.url, { authorization, body: form });

await post("/seller/v2/content/binary", { contentId, gms: "N", filekey: fileKey });
await post("/seller/contentSubmit", { contentId });

const [{ contentStatus, binaryList }] = await info();
console.log(
  JSON.stringify({ uploadUrl: session.url, contentStatus, files: binaryList.map((binary) => binary.fileName) }),
);
