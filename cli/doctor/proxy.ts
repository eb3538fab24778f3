/** The proxy that the environment names for an address. */

/** ` (HTTPS_PROXY: http://...)`, or nothing; name and password in the address are not shown. */
export function proxyNamed(url: string): string {
  const scheme = new URL(url).protocol.replace(":", "_proxy");
  const set = [scheme, "all_proxy"].flatMap((name) => [name, name.toUpperCase()]).find((name) => process.env[name]);
  if (set === undefined) return "";
  const exempt = (process.env.no_proxy ?? process.env.NO_PROXY) ? ", NO_PROXY is set too" : "";
  return ` (${set}: ${shown(process.env[set] ?? "")}${exempt})`;
}

function shown(proxy: string): string {
  const address = proxy.includes("://") ? proxy : `http://${proxy}`;
  if (!URL.canParse(address)) return "an address that cannot be read";
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
