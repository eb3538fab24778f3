/** A way to the store on which every answer is late. */
import { Agent, createServer, request } from "node:http";

/** A proxy on loopback that hands on each answer so many milliseconds later. */
export async function startDelay(target, milliseconds) {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(target);
  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const onward = request({ agent, hostname, port, method, path, headers }, (found) => {
      setTimeout(() => {
        answer.writeHead(found.statusCode, found.headers);
        found.pipe(answer);
      }, milliseconds);
    });
    onward.once("error", (error) => answer.destroy(error));
    asked.pipe(onward);
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      agent.destroy();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
