// Loaded by `wakebook serve` alone: reload after a build, show errors and findings.
let build = null;
const CLOSED = "wakebook.notice";
function closed() {
  try {
    return sessionStorage.getItem(CLOSED);
  } catch {
    return null;
  }
}
function close(place, words) {
  place.remove();
  try {
    sessionStorage.setItem(CLOSED, words);
  } catch {
    // Without storage it comes back with the next page.
  }
}
// In the flow, errors above the page and findings below it: it never covers a word. What was closed stays closed in this tab
// until it says something else.
function notice(words, calm) {
  document.querySelector(".wb-notice")?.remove();
  if (!words || words === closed()) return;
  const place = document.createElement("p");
  place.className = calm ? "wb-notice wb-notice--calm" : "wb-notice";
  place.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "wb-notice__close";
  button.setAttribute("aria-label", "Close this notice");
  button.textContent = "\u00d7";
  button.addEventListener("click", () => close(place, words));
  place.append(words, button);
  if (calm) document.body.append(place);
  else document.body.prepend(place);
}
new EventSource("/-/news").addEventListener("message", ({ data }) => {
  const state = JSON.parse(data);
  if (build !== null && state.build !== build) location.reload();
  build = state.build;
  const many = `${state.findings} ${state.findings === 1 ? "finding" : "findings"}`;
  if (state.error) notice(`Not published: ${state.error}`, false);
  else notice(state.findings ? `${many}: run wakebook check` : "", true);
});
