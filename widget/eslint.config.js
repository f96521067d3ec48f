import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in words and addresses need no ceremony.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `void send()` marks work that is started here and owned elsewhere; arrows may hand it on.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A leading underscore says that an argument is there for its place.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // Lit registers decorated fields; an index signature reads better than Record in wire types.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "What visitors read is built as nodes, never as HTML." },
        { property: "outerHTML", message: "What visitors read is built as nodes, never as HTML." },
        { property: "insertAdjacentHTML", message: "What visitors read is built as nodes, never as HTML." },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    // Tests read what was built, as text.
    rules: { "no-restricted-properties": "off" },
  },
);
