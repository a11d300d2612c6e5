// Each file of src/ that a template names is one entry; what several share becomes a chunk beside them. Names carry no
// hash, so that a rebuild of the same sources gives the same files: the server adds a version to their address.
import { defineConfig } from "vite";

const entries = ["desk", "explore", "reader", "review"];

export default defineConfig({
  build: {
    outDir: "../src/recount/desk/static/built",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "shared-[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
