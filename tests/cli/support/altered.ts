/** A store whose answers a test alters on their way: for what the emulator, which knows the store's facts, never says. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestStore } from "../../support/testStore";

/** `change` is given the JSON of each answer under this path, and alters it in place. What `silent` matches is never answered. */
export async function altered(
  store: TestStore,
  path: string,
  // biome-ignore lint/suspicious/noExplicitAny: whatever the store answers
  change: (answer: any) => void,
  silent?: RegExp,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (incoming, response) => {
    if (silent?.test(incoming.url ?? "")) return;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = Object.entries(incoming.headers).filter(
      ([name]) => !/^(host|connection|content-length)$/.test(name),
    );
    const answer = await fetch(store.url + incoming.url, {
      method: incoming.method ?? "GET",
      headers: headers as [string, string][],
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    let body = Buffer.from(await answer.arrayBuffer());
    if (answer.ok && incoming.url?.startsWith(path)) {
      const json: unknown = JSON.parse(body.toString("utf8"));
      change(json);
      body = Buffer.from(JSON.stringify(json));
    }
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
