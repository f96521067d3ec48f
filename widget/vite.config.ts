import { defineConfig } from "vitest/config";

// One classic script with no global of its own: it works from a plain <script src> tag, async, deferred or as a module.
export default defineConfig({
  build: {
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: "src/index.ts",
      output: { format: "iife", entryFileNames: "gateway-chat.js" },
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
