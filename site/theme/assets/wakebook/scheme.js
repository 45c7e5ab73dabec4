// Runs before the first paint: the reader's choice of colours, else the system's.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("wakebook.scheme");
    } catch {
      return null;
    }
  };
  const apply = () => {
    const scheme = stored() ?? (dark.matches ? "slate" : "default");
    document.body.setAttribute("data-md-color-scheme", scheme);
    for (const button of document.querySelectorAll("[data-wb-scheme]")) {
      button.setAttribute("aria-pressed", String(scheme === "slate"));
    }
  };
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("wakebook:scheme", apply);
})();
