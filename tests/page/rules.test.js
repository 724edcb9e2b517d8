// Checks that ESLint reports what the page must never do; otherwise its silence would prove nothing.
import assert from "node:assert/strict";
import test from "node:test";
import { ESLint } from "eslint";

const faults = {
  "document.body.innerHTML = location.hash;": "no-restricted-properties",
  'document.body["outerHTML"] = location.hash;': "no-restricted-properties",
  'document.body.insertAdjacentHTML("beforeend", location.hash);': "no-restricted-properties",
  "document.write(location.hash);": "no-restricted-properties",
  "eval(location.hash);": "no-eval",
  'setTimeout("go()", 1);': "no-implied-eval",
  'new Function("go()")();': "no-new-func",
  'location.href = "javascript:go()";': "no-script-url",
  "if (location.hash == 1) close();": "eqeqeq",
  "let one = 1; close(one);": "prefer-const",
  "const unused = 1;": "no-unused-vars",
};

test("ESLint refuses a module that sets HTML, runs text as code or has unused variables", async () => {
  const eslint = new ESLint({ overrideConfigFile: "tests/page/eslint.config.js" });
  for (const [fault, rule] of Object.entries(faults)) {
    const [{ messages }] = await eslint.lintText(`${fault}\n`, { filePath: "maps/page/script/fault.js" });
    assert.deepEqual(messages.map(({ ruleId }) => ruleId), [rule], fault);
  }
});
