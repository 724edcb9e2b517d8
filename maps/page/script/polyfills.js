// Fallbacks for what every supported browser has, unless an extension or an embedding program has removed it.

// @ts-expect-error: implements only what the page uses
globalThis.ResizeObserver ??= class {
  /** @param {() => void} fire */
  constructor(fire) {
    this.fire = fire;
  }

  observe() {
    addEventListener("resize", this.fire);
    setTimeout(this.fire);
  }

  disconnect() {
    removeEventListener("resize", this.fire);
  }
};

// @ts-expect-error: the same
Intl.ListFormat ??= class {
  /** @param {string[]} names */
  format(names) {
    return names.join(", ");
  }
};

// For a server that requires Trusted Types. Safe: the page's Content Security Policy runs only scripts with known hashes.
try {
  /** @type {any} */ (globalThis).trustedTypes?.createPolicy("default", { createHTML: String, createScript: String });
} catch {
  // The server does not allow this policy: the static drawing stays.
}
