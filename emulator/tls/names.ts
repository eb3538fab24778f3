/** The host names and addresses that the emulator's server certificate is for. */
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { STORE_HOSTS } from "../../sdk/facts/hosts";

const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

/** Whether an address to listen on is this machine's alone. */
export function isLoopback(host: string): boolean {
  return isLoopbackName(host.includes(":") ? `[${host}]` : host);
}

/** The same for the host of a URL. */
export function isLoopbackName(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}

/** The store's names, and the addresses by which a store that listens here is reached; the authority vouches for no further names. */
export function certifiedNames(host: string): string[] {
  return [...new Set([...STORE_HOSTS, ...LOOPBACK, ...reachedBy(host)])];
}

function reachedBy(host: string): string[] {
  if (host !== "0.0.0.0" && host !== "::") return isIP(host) ? [host] : [];
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  // A link-local address is only reached with its zone, which no certificate names.
  return addresses.map(({ address }) => address).filter((address) => !address.startsWith("fe80"));
}
