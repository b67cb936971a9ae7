import tseslint from "typescript-eslint"

export default tseslint.config(
  { ignores: ["dist", "node_modules", "eslint.config.js", "tools/*.mjs", "public"] },
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./tsconfig.sw.json", "./tsconfig.config.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 10],
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // What a rule decides must not depend on a page: core knows no other room of the app.
    files: ["src/core/**"],
    rules: { "no-restricted-imports": ["error", { patterns: ["*/almacen/*", "*/app/*", "*/camara/*", "*/envio/*", "*/pantallas/*", "*/sw/*"] }] },
  },
  {
    // Only the almacén opens IndexedDB: one place to look for what the phone keeps.
    files: ["src/**"],
    ignores: ["src/almacen/**"],
    rules: { "no-restricted-globals": ["error", "indexedDB", "localStorage", "sessionStorage"] },
  },
)
