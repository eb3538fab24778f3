/** Makes the start of this program shorter: its compiled code is kept for the next one, and garbage is left until there is more of it. Imported before all that needs a newer Node. */
import "./nodeVersion";
import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";

enableCompileCache();
// In mebibytes. A start makes many short-lived objects, which the small default collects again and again.
setFlagsFromString("--min-semi-space-size=32");
