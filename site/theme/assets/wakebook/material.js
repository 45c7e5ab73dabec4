// What Material's bundle expects to find on every page: its scoped store.
// Only plain `mkdocs build` and `mkdocs serve` load it.
const scope = new URL(document.currentScript.dataset.base, location);
globalThis.__md_scope = scope;
globalThis.__md_hash = (text) =>
  [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
globalThis.__md_get = (key, store = localStorage, at = scope) =>
  JSON.parse(store.getItem(`${at.pathname}.${key}`));
globalThis.__md_set = (key, value, store = localStorage, at = scope) => {
  try {
    store.setItem(`${at.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // A full or forbidden store only loses a preference.
  }
};
