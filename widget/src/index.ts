import { isSpoilt, moveOut } from "./quarters.ts";
import { isGuest } from "./realm.ts";

if (isGuest || !isSpoilt()) start();
else moveOut(start);

/** Not an import: all the rest of the script, its libraries included, takes its first steps here, once it is known where it may run. */
function start(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the one way to have that in a single file, without a wait
  (require("./define.ts") as typeof import("./define.ts")).define();
}
