// A module of the front end, ready to be tried: Node reads no TypeScript, so it is built in memory first.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

export async function load(path) {
  const source = fileURLToPath(new URL(`../src/${path}`, import.meta.url));
  const made = await build({ entryPoints: [source], bundle: true, format: "esm", write: false, target: "es2022" });
  return import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);
}
