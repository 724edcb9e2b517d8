import "./parsed.js";

/** @type {import("./types").Payload} */
export const data = JSON.parse(document.getElementById("zone-data")?.textContent ?? "");
