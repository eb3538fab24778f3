/** A hono server that does nothing but answer a text of its own, as its documentation starts one. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
let text = "{}";
app.get("/", (c) => c.body(text, 200, { "content-type": "application/json" }));
app.put("/", async (c) => {
  text = await c.req.text();
  return c.json({});
});
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` })),
);
process.once("SIGINT", () => {
  server.close();
  server.closeAllConnections();
});
