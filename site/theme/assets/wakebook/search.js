// The search dialog: Pagefind below, a combobox above. Loaded on the first use.
const root = new URL(
  document.querySelector("[data-wb-base]")?.dataset.wbBase ?? ".",
  location.href.replace(/[^/]*$/, ""),
);
const FILTERS = [
  ["kind", "Kind"], ["severity", "Severity"], ["year", "Year"],
  ["component", "Component"], ["category", "Category"],
];
const SHOWN = 12;
// Among so many of the best the words of titles and names decide again.
const WEIGHED = 20;
const RANKING = {
  pageLength: 0.2, termFrequency: 0.8,
  metaWeights: { title: 8, names: 4, note: 0, kind: 0, severity: 0.5 },
};
let dialog, input, list, state, clear, further, engine, selected = -1, round = 0;
let ranked = [], hits = [], counted = null;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function key(name, words) {
  return element("span", {}, element("kbd", {}, name), words);
}

function build() {
  input = element("input", {
    class: "wb-search__input", type: "text", role: "combobox", "aria-expanded": "false",
    "aria-controls": "wb-hits", "aria-autocomplete": "list", "aria-label": "Search",
    placeholder: "Search incidents, post-mortems, runbooks, rules", autocomplete: "off",
    spellcheck: "false", enterkeyhint: "go",
  });
  list = element("ul", { class: "wb-search__list", id: "wb-hits", role: "listbox", "aria-label": "Results" });
  state = element("p", { class: "wb-search__state", role: "status" });
  clear = element("button", { class: "wb-search__clear", type: "button", hidden: "" }, "Clear filters");
  clear.addEventListener("click", () => {
    set({});
    find();
    input.focus();
  });
  further = element("button", { class: "wb-search__more", type: "button", hidden: "" });
  further.addEventListener("click", more);
  const close = element("button", { class: "wb-search__close", type: "button" }, "Close");
  const filters = element("div", { class: "wb-search__filters", role: "group", "aria-label": "Filters" });
  for (const [name, words] of FILTERS) {
    const choice = element("select", { "data-filter": name, "aria-label": words }, element("option", { value: "" }, "any"));
    filters.append(element("label", {}, words, choice));
  }
  dialog = element(
    "dialog", { class: "wb-search", "aria-label": "Search" },
    element("div", { class: "wb-search__top" }, input, close), filters,
    element("div", { class: "wb-search__told" }, state, clear), list, further,
    element("div", { class: "wb-search__keys", "aria-hidden": "true" },
      key("↑↓", "choose"), key("↵", "open"), key("esc", "close")),
  );
  document.body.append(dialog);
  input.addEventListener("input", () => find());
  filters.addEventListener("change", ({ target }) => {
    target.dataset.wanted = "";
    find();
  });
  dialog.addEventListener("keydown", steer);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

async function load() {
  const listed = await fetch(new URL("search/shelves.json", root));
  const { shelves } = await listed.json();
  const address = (shelf) => new URL(`search/${shelf}/`, root).pathname;
  const first = shelves.includes("pages") ? "pages" : shelves[0];
  const pagefind = await import(`${address(first)}pagefind.js`);
  await pagefind.options({ baseUrl: root.pathname, excerptLength: 28, ranking: RANKING });
  await pagefind.init();
  const others = shelves.filter((shelf) => shelf !== first);
  await Promise.all(others.map((shelf) => pagefind.mergeIndex(address(shelf), { baseUrl: root.pathname, excerptLength: 28, ranking: RANKING })));
  // The values of the filters can wait for the first results.
  setTimeout(() => pagefind.filters().then((known) => {
    offer(known, known);
    counted = known;
    if (dialog.open && input.value.trim()) count(pagefind, round);
  }), 300);
  return pagefind;
}

// Tells what the filters would give once that is known; the results that are being read stay.
async function count(pagefind, mine) {
  const [words, filters] = [input.value.trim(), chosen()];
  const found = await pagefind.search(words, { filters });
  const told = await others(pagefind, words, filters, found);
  if (mine === round) offer(found.filters, told);
}

// The values that what was found has, with how often; a chosen filter offers its other values too.
function offer(found, unfiltered) {
  for (const [name] of FILTERS) {
    const choice = dialog.querySelector(`[data-filter="${name}"]`);
    const value = choice.value || choice.dataset.wanted || "";
    const known = Object.entries((value ? unfiltered : found)[name] ?? {}).filter(([each, count]) => count || each === value);
    known.sort(([a], [b]) => (name === "year" ? b.localeCompare(a) : a.localeCompare(b)));
    const options = known.map(([each, count]) => element("option", { value: each }, `${each} (${count})`));
    choice.replaceChildren(element("option", { value: "" }, "any"), ...options);
    choice.value = value;
  }
}

function chosen() {
  const filters = {};
  for (const choice of dialog.querySelectorAll("[data-filter]")) {
    const value = choice.value || choice.dataset.wanted;
    if (value) filters[choice.dataset.filter] = value;
  }
  return filters;
}

// Filters as wanted, the others empty; a value waits in the element until it is offered.
function set(wanted) {
  for (const choice of dialog.querySelectorAll("[data-filter]")) {
    choice.dataset.wanted = wanted[choice.dataset.filter] ?? "";
    choice.value = choice.dataset.wanted;
  }
}

async function find() {
  const mine = ++round;
  await answer(mine, chosen());
}

async function answer(mine, filters) {
  const words = input.value.trim();
  clear.hidden = !Object.keys(filters).length;
  if (!words && !Object.keys(filters).length) {
    further.hidden = true;
    if (counted) offer(counted, counted);
    show([], "Type to search titles, texts, components and tags.");
    return;
  }
  engine ??= load();
  const pagefind = await engine;
  // Letters typed while it loaded are one search, not one each.
  if (mine !== round) return;
  const [found, lists] = await Promise.all([
    pagefind.search(words || null, { filters, sort: words ? {} : undefined }),
    words && !filters.kind ? pagefind.search(words, { filters: { ...filters, kind: secondary(words) } }) : { results: [] },
  ]);
  if (mine !== round) return;
  if (counted) offer(found.filters, await others(pagefind, words, filters, found));
  const last = new Set(lists.results.map((result) => result.id));
  const order = (result) => (last.has(result.id) ? 1 : 0);
  ranked = found.results.toSorted((a, b) => order(a) - order(b));
  const best = await Promise.all(ranked.slice(0, WEIGHED).map((result) => result.data()));
  if (mine !== round) return;
  hits = words ? weighed(best, words) : best;
  tell(words, SHOWN);
}

// What the values of a filter would give if that filter were not set.
async function others(pagefind, words, filters, found) {
  const known = { ...found.filters };
  for (const name of Object.keys(filters)) {
    const { [name]: _, ...rest } = filters;
    known[name] = (await pagefind.search(words || null, { filters: rest })).filters[name];
  }
  return known;
}

// What comes last: lists, and rules unless one is named.
function secondary(words) {
  return { any: /^wb\d+$/i.test(words) ? ["List"] : ["List", "Rule"] };
}

// The page of that very id or title, incidents with the words in title or names, other titles.
function weighed(found, words) {
  const all = words.toLowerCase().split(/\s+/);
  const holds = (text = "") => all.every((word) => text.toLowerCase().includes(word));
  const place = ({ url, meta }) => {
    if (meta.kind === "List") return 7;
    if (url.toLowerCase().endsWith(`/${all.join(" ")}/`)) return meta.kind === "Post-mortem" ? 1 : 0;
    if (meta.kind === "Rule") return 6;
    const named = holds(meta.title) || holds(meta.names);
    if (meta.title.toLowerCase() === all.join(" ")) return 1;
    if (["Incident", "Post-mortem"].includes(meta.kind) && named) return 2;
    if (holds(meta.title)) return 3;
    return named ? 4 : 5;
  };
  return found.toSorted((a, b) => place(a) - place(b));
}

function tell(words, count) {
  const total = ranked.length;
  const shown = hits.slice(0, count);
  const rest = total > shown.length ? `, the first ${shown.length} shown` : "";
  show(shown, total ? `${total} ${total === 1 ? "result" : "results"}${rest}` : nothing(words));
  further.hidden = total <= shown.length;
  further.textContent = `Show ${Math.min(SHOWN, total - shown.length)} more`;
}

function nothing(words) {
  const what = words ? ` for “${words}”` : "";
  return `Nothing found${what}${clear.hidden ? "" : " with these filters"}.`;
}

// The next results below those that are there; the first new one is chosen.
async function more() {
  const mine = round;
  const had = list.children.length;
  const wanted = Math.min(had + SHOWN, ranked.length);
  const missing = ranked.slice(hits.length, wanted).map((result) => result.data());
  const added = await Promise.all(missing);
  if (mine !== round) return;
  hits.push(...added);
  tell(input.value.trim(), wanted);
  choose(had);
  if (further.hidden) input.focus();
}

function marked(text) {
  // Pagefind gives text with <mark> around what was found; nothing else may become an element.
  const holder = element("p", { class: "wb-hit__text" });
  const plain = new DOMParser().parseFromString(text, "text/html").body;
  for (const node of plain.childNodes) {
    const word = node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent;
    holder.append(word);
  }
  return holder;
}

function show(hits, words) {
  state.textContent = words;
  selected = hits.length ? 0 : -1;
  input.setAttribute("aria-expanded", String(hits.length > 0));
  list.replaceChildren(...hits.map((hit, index) => {
    const top = element("div", { class: "wb-hit__top" }, element("span", { class: "wb-hit__title" }, hit.meta.title));
    top.append(element("span", { class: "wb-hit__kind" }, [hit.meta.kind, hit.meta.severity].filter(Boolean).join(" · ")));
    const item = element("li", { class: "wb-hit", role: "option", id: `wb-hit-${index}`, "data-url": hit.url }, top);
    if (hit.meta.note) item.append(element("p", { class: "wb-hit__text" }, hit.meta.note));
    item.append(marked(hit.excerpt));
    item.addEventListener("click", () => go(item));
    item.addEventListener("pointermove", () => choose(index));
    return item;
  }));
  choose(selected);
}

function choose(index) {
  selected = index;
  [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
  const item = list.children[index];
  if (item) input.setAttribute("aria-activedescendant", item.id);
  else input.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

function go(item) {
  if (item) location.assign(item.dataset.url);
}

function steer(event) {
  const count = list.children.length;
  if (event.target !== input || event.isComposing) return;
  if (event.key === "ArrowDown" && count) choose((selected + 1) % count);
  else if (event.key === "ArrowUp" && count) choose((selected + count - 1) % count);
  else if (event.key === "Enter") go(list.children[selected]);
  else return;
  event.preventDefault();
}

function open(filters = {}) {
  if (!dialog) build();
  if (dialog.open) return;
  engine ??= load();
  set(filters);
  dialog.showModal();
  input.focus();
  input.select();
  answer(++round, chosen());
}

for (const button of document.querySelectorAll("[data-wb-search]")) {
  button.addEventListener("click", () => open());
}
for (const place of document.querySelectorAll("[data-wb-find]")) {
  place.hidden = false;
  place.addEventListener("click", (event) => {
    event.preventDefault();
    open({ [place.dataset.wbFind]: place.dataset.wbValue });
  });
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const combined = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (combined || (!typing && plain && (event.key === "/" || event.key === "s"))) {
    event.preventDefault();
    open();
  }
});
