import js from "@eslint/js";
import globals from "globals";

const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment", "srcdoc"];

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    rules: {
      complexity: ["error", 14],
      eqeqeq: "error",
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 60],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...MARKUP.map((property) => ({ property, message: "Text is set by textContent." })),
        { object: "document", property: "write", message: "Text is set by textContent." },
        { object: "document", property: "writeln", message: "Text is set by textContent." },
      ],
      "no-script-url": "error",
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["maps/page/script/**/*.js"],
    languageOptions: { globals: { ...globals.browser, L: "readonly", map_zone: "readonly" } },
  },
  { files: ["tests/page/*.js"], languageOptions: { globals: globals.node } },
];
