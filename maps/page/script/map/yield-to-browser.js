/** Let the browser handle input that is waiting, between two parts of a long task. */
export async function yieldToBrowser() {
  await (globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve)));
}
