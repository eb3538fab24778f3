/** The compiled SDK and bare axios, signed in at the same emulator with one token, over kept-alive connections. */
import { Agent } from "node:http";
import { createRequire } from "node:module";
import axios from "axios";
import { signIn } from "../processes.mjs";

const { GalaxyStore } = createRequire(import.meta.url)("../../dist/sdk");

/** What both sides need to be signed in. */
export async function credentialsAt(emulator) {
  const headers = await signIn(emulator);
  return {
    headers,
    options: {
      endpoint: emulator.url,
      serviceAccountId: headers["service-account-id"],
      accessToken: headers.authorization.replace("Bearer ", ""),
    },
  };
}

export const sdkOf = (options) => new GalaxyStore(options);

export const bareAxios = (baseURL, headers) =>
  axios.create({ baseURL, headers, httpAgent: new Agent({ keepAlive: true, timeout: 4_000 }) });
