import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const globals = ["URL", "Map", "Set", "WeakMap", "Proxy", "CustomEvent", "AbortController", "TextDecoder", "Promise"];
const pages = ["window", "document", "location", "customElements", "HTMLElement", "Document", "ShadowRoot", "Node", "CSSStyleSheet", "getComputedStyle", "requestAnimationFrame"];
const source = (name: string): string => fileURLToPath(new URL(`src/${name}`, import.meta.url));

const from = (module: string, names: readonly string[]): { [name: string]: [string, string] } => Object.fromEntries(names.map((name) => [name, [source(module), name]]));

/** Gives the libraries ours in the place of globals that a page may have bent. */
function guardedLibraries(): Plugin {
  const litPolicy = /\b(\w+)\?\1\.createPolicy\("lit-html",\{createHTML:\w+=>\w+\}\):void 0/;
  const attributes = "of r.getAttributeNames()";
  return {
    name: "guarded-libraries",
    transform(code, id) {
      if (id.includes("/@microsoft/signalr/") && /\bJSON\./.test(code)) return `import { json as JSON } from ${JSON.stringify(source("json.ts"))};\n${code}`;
      if (!id.endsWith("/lit-html/lit-html.js")) return undefined;
      if (!litPolicy.test(code)) this.error("lit-html no longer makes its policy as it did: see src/trusted.ts.");
      // The list of names is of the page's making, and goes as the page would have it.
      if (!code.includes(attributes)) this.error("lit-html no longer reads attributes as it did: see vite.config.ts.");
      return `import { templatePolicy } from ${JSON.stringify(source("trusted.ts"))};\n${code.replace(litPolicy, "templatePolicy").replace(attributes, `of [].slice.call(${attributes.slice(3)})`)}`;
    },
  };
}

// One classic script with no global of its own: it works from a plain <script src> tag, async, deferred or as a module.
export default defineConfig({
  plugins: [guardedLibraries()],
  build: {
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: "src/index.ts",
      output: { format: "iife", entryFileNames: "gateway-chat.js" },
      transform: { inject: { ...from("globals.ts", globals), ...from("realm.ts", pages) } },
    },
  },
  test: {
    expect: { poll: { timeout: 10_000 } },
    reporters: ["default", "./test/summary-reporter.ts"],
    projects: [
      {
        extends: true,
        test: { name: "unit", environment: "happy-dom", include: ["test/unit/**/*.test.ts"] },
      },
      {
        extends: true,
        test: {
          name: "browser",
          environment: "node",
          include: ["test/browser/**/*.test.ts"],
          // Chromium instances side by side would fight over the few cores of a build machine.
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: "screenshots", environment: "node", include: ["test/screenshots/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
