/** What clients that know only the store's own host names are told: environment variables, by what they are written in. */
import { join } from "node:path";

interface ClientSetup {
  /** To be run once, where variables alone do not do. */
  readonly commands: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export const CLIENTS = ["node", "python", "go", "java", "curl", "ruby"] as const;
export type Clients = Readonly<Record<(typeof CLIENTS)[number], ClientSetup>>;

/** `url`: the emulator's, which is the proxy. `caFile`: the certificate to trust. `folder`: where a keystore may be made. */
export function clientSetups(url: string, caFile: string, folder: string): Clients {
  const proxied = (environment: Record<string, string>): ClientSetup => ({
    commands: [],
    environment: { HTTPS_PROXY: url, ...environment },
  });
  return {
    // Node 22.21, 24.5 or later reads the proxy from the environment.
    node: proxied({ NODE_USE_ENV_PROXY: "1", NODE_EXTRA_CA_CERTS: caFile }),
    // requests, then everything else.
    python: proxied({ REQUESTS_CA_BUNDLE: caFile, SSL_CERT_FILE: caFile }),
    go: proxied({ SSL_CERT_FILE: caFile }),
    java: java(new URL(url), caFile, join(folder, "truststore.p12")),
    curl: proxied({ CURL_CA_BUNDLE: caFile }),
    // Net::HTTP of older versions looks for http_proxy whatever the scheme.
    ruby: proxied({ http_proxy: url, SSL_CERT_FILE: caFile }),
  };
}

/** Java takes neither a PEM file nor the usual variables. */
function java(proxy: URL, caFile: string, keystore: string): ClientSetup {
  const password = "changeit";
  const properties = {
    "https.proxyHost": proxy.hostname,
    "https.proxyPort": proxy.port,
    "javax.net.ssl.trustStore": keystore,
    "javax.net.ssl.trustStorePassword": password,
  };
  const options = Object.entries(properties).map(
    ([name, value]) => `-D${name}=${/\s/.test(value) ? `"${value}"` : value}`,
  );
  return {
    commands: [
      `keytool -importcert -noprompt -alias galaxystore-emulator -file ${quoted(caFile)} -keystore ${quoted(keystore)} -storetype PKCS12 -storepass ${password}`,
    ],
    environment: { JAVA_TOOL_OPTIONS: options.join(" ") },
  };
}

/** A line for the shell. */
export function exportLine(environment: Readonly<Record<string, string>>): string {
  return `export ${Object.entries(environment)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(" ")}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
