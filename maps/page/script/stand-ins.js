// What every browser that runs the page has of its own, unless an extension or a program around it has taken it away.

// @ts-expect-error: it can do no more than the page asks for
globalThis.ResizeObserver ??= class {
  /** @param {() => void} told */
  constructor(told) {
    this.told = told;
  }

  observe() {
    addEventListener("resize", this.told);
    setTimeout(this.told);
  }

  disconnect() {
    removeEventListener("resize", this.told);
  }
};

// @ts-expect-error: the same
Intl.ListFormat ??= class {
  /** @param {string[]} names */
  format(names) {
    return names.join(", ");
  }
};

// Where a server asks for Trusted Types: the page's policy lets only its own scripts run anyway, by their hashes.
try {
  /** @type {any} */ (globalThis).trustedTypes?.createPolicy("default", { createHTML: String, createScript: String });
} catch {
  // The server allows no such policy: the drawing stays.
}
