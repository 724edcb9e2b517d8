/** @param {string} message told to those who listen to the page */
export function announce(message) {
  const status = document.getElementById("announcements");
  if (status) status.textContent = message;
}
