/** The host names and addresses that the emulator's server certificate is for. */
import { hostname, networkInterfaces } from "node:os";
import { STORE_HOSTS } from "../../sdk/facts/hosts";

const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** The store's names, this machine's own, and those by which a store on this address is reached. */
export function certifiedNames(host: string): string[] {
  return [...new Set([...STORE_HOSTS, ...LOOPBACK, ...reachedBy(host)])];
}

function reachedBy(host: string): string[] {
  if (host !== "0.0.0.0" && host !== "::") return [host];
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  // A link-local address is only reached with its zone, which no certificate names.
  const reachable = addresses.map(({ address }) => address).filter((address) => !address.startsWith("fe80"));
  return [hostname(), ...reachable].filter((name) => /^[\w.:-]+$/.test(name));
}
