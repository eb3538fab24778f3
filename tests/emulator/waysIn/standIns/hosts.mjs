// For a Node process, what a hosts file and port 443 do on a real machine: connections to the store's hosts go to a port here.
import { Socket } from "node:net";

const { connect } = Socket.prototype;
const isStore = ({ host, port } = {}) => /\.samsungapps\.com$/.test(host) && Number(port) === 443;
const here = (options) => ({ ...options, host: "127.0.0.1", port: Number(process.env.STAND_IN_TLS_PORT) });

Socket.prototype.connect = function (first, ...rest) {
  // What net.connect has made of its arguments is one list of options and listener.
  if (Array.isArray(first) && isStore(first[0])) first[0] = here(first[0]);
  return connect.call(this, isStore(first) ? here(first) : first, ...rest);
};
