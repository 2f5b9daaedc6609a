// Makes the files that the package ships: one script for a notebook, one for the local page, one style sheet.
// `node build.mjs DIR` writes them elsewhere, for the check that those shipped are those built.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2] ?? `${here}/../src/ieworkbench/views/static`;

await build({
  absWorkingDir: here,
  entryPoints: { widget: "src/widget.ts", page: "src/page.ts", workbench: "src/style/workbench.css" },
  outdir: out,
  bundle: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115"],
  minify: true,
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});
