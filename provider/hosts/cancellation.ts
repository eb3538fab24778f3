/** Hears the engine's Cancel, which Pulumi's dynamic provider answers by itself and hands to nobody. */

import { subscribe } from "node:diagnostics_channel";
import { isMap } from "../values";

const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/** Calls back when the engine asks its providers to stop. Node tells of HTTP/2 requests since 24; before, nobody is called. */
export function onCancel(stop: () => void): void {
  subscribe("http2.server.stream.start", (message) => {
    if (isMap(message) && isMap(message.headers) && message.headers[":path"] === CANCEL) stop();
  });
}
