// Small comforts on every page; without scripts all words are there all the same.
const base = new URL(
  document.querySelector("[data-wb-base]")?.dataset.wbBase ?? ".",
  location.href.replace(/[^/]*$/, ""),
);

const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
function ago(instant) {
  const seconds = (instant - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return relative.format(Math.trunc(seconds / size), unit);
}

function lasting(since) {
  const minutes = Math.max(0, Math.floor((Date.now() - since) / 60000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days) return `open for ${days} d ${hours} h`;
  return hours ? `open for ${hours} h ${minutes % 60} min` : `open for ${minutes} min`;
}

// Local time: on hover and on focus of the time or of the link around it.
const local = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const tip = document.createElement("div");
tip.className = "wb-tip";
tip.id = "wb-tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);

function timeIn(target) {
  const near = target.closest?.("time[datetime*='T'], a");
  if (!near) return null;
  return near.matches("time") ? near : near.querySelector("time[datetime*='T']");
}
function show(event) {
  const time = timeIn(event.target);
  if (!time) return;
  const at = new Date(time.dateTime);
  tip.textContent = `${local.format(at)} · ${ago(at)}`;
  tip.hidden = false;
  const box = time.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
  tip.style.left = `${Math.max(8, left) + scrollX}px`;
  tip.style.top = `${box.bottom + scrollY + 6}px`;
}
const hide = () => { tip.hidden = true; };
for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  document.addEventListener(on, show);
  document.addEventListener(off, hide);
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
// A finger does not hover: a tap on a time shows it, a tap elsewhere ends that.
document.addEventListener("click", (event) => (timeIn(event.target) ? show(event) : hide()));

function refreshAges() {
  for (const place of document.querySelectorAll("[data-wb-since]")) {
    if (place.dataset.wbSince) place.textContent = lasting(new Date(place.dataset.wbSince));
  }
  const today = new Date().toISOString().slice(0, 10);
  for (const place of document.querySelectorAll("[data-wb-due]")) {
    if (place.dataset.wbDue < today) {
      place.classList.add("wb-overdue");
      place.dataset.wbLate ??= place.append(" (overdue)") ?? "yes";
    }
  }
}
refreshAges();
setInterval(refreshAges, 60000);

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

// When and from what the site was built stands in one file.
async function showBuild() {
  const places = [...document.querySelectorAll("[data-wb-built]")];
  if (!places.length) return;
  const answer = await fetch(new URL("build.json", base));
  if (!answer.ok) return;
  const build = await answer.json();
  for (const place of places) {
    const time = document.createElement("time");
    time.dateTime = build.built_at;
    time.textContent = ago(new Date(build.built_at));
    place.replaceChildren(
      "Built ", time, ` from ${build.revision} for ${build.audience}: `,
      `${counted(build.incidents, "incident")}, ${counted(build.postmortems, "post-mortem")} · ${build.tool}`,
    );
  }
}
showBuild().catch(() => {
  // Opened from a folder: the sentence in the page stays.
});

// The button was not there yet when the colours were chosen.
document.dispatchEvent(new Event("wakebook:scheme"));
document.querySelector("[data-wb-scheme]")?.addEventListener("click", () => {
  const dark = document.body.dataset.mdColorScheme === "slate";
  try {
    localStorage.setItem("wakebook.scheme", dark ? "default" : "slate");
  } catch {
    document.body.dataset.mdColorScheme = dark ? "default" : "slate";
  }
  document.dispatchEvent(new Event("wakebook:scheme"));
});

const menu = document.querySelector("[data-wb-menu]");
function toggleMenu(open) {
  menu.setAttribute("aria-expanded", String(open));
  document.getElementById("wb-nav").classList.toggle("wb-nav--open", open);
}
menu?.addEventListener("click", () => toggleMenu(menu.getAttribute("aria-expanded") !== "true"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.getAttribute("aria-expanded") === "true") {
    toggleMenu(false);
    menu.focus();
  }
});

// The timeline: one group of entries, or all.
const timeline = document.querySelector("[data-wb-filter='timeline']");
if (timeline) {
  timeline.hidden = false;
  timeline.addEventListener("click", ({ target }) => {
    const wanted = target.dataset?.show;
    if (!wanted) return;
    for (const button of timeline.children) {
      button.setAttribute("aria-pressed", String(button === target));
    }
    for (const entry of document.querySelectorAll(".wb-entry")) {
      entry.hidden = wanted !== "all" && entry.dataset.group !== wanted;
      entry.style.display = entry.hidden ? "none" : "";
    }
    for (const day of document.querySelectorAll(".wb-day")) {
      day.hidden = !day.querySelector(".wb-entry:not([hidden])");
    }
  });
}

// The backlog: filter by field and date, sort; the choice stands in the address, to be kept or sent.
const backlog = document.querySelector("[data-wb-filter='actions']");
if (backlog) {
  const list = document.querySelector("[data-wb-rows='actions']");
  const none = document.querySelector("[data-wb-none]");
  const rows = [...list.children];
  const order = { high: 0, medium: 1, low: 2 };
  const keys = {
    due: (row) => row.dataset.due || "9",
    priority: (row) => order[row.dataset.priority],
    age: (row) => row.dataset.age,
    "": (row) => rows.indexOf(row),
  };
  const isOpen = (row) => ["open", "in_progress"].includes(row.dataset.status);
  const day = (ahead) => new Date(Date.now() + ahead * 86400000).toISOString().slice(0, 10);
  const timings = {
    "": () => true,
    late: (row) => isOpen(row) && row.dataset.due && row.dataset.due < day(0),
    week: (row) => isOpen(row) && row.dataset.due >= day(0) && row.dataset.due <= day(7),
    none: (row) => isOpen(row) && !row.dataset.due,
  };
  const fields = [...backlog.querySelectorAll("[data-field]")];
  const [due, sort] = ["[data-due]", "[data-sort]"].map((name) => backlog.querySelector(name));
  const named = [...fields.map((field) => [field.dataset.field, field]), ["due", due], ["sort", sort]];
  const update = () => {
    const wanted = fields.filter((field) => field.value);
    const by = keys[sort.value];
    const fits = (row) => timings[due.value](row)
      && wanted.every((field) => row.dataset[field.dataset.field] === field.value);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row);
      shown += !row.hidden;
    }
    const compare = (a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0);
    list.append(...[...rows].sort(compare));
    list.hidden = shown === 0;
    none.hidden = shown > 0;
    backlog.querySelector("[data-wb-shown]").textContent = `${shown} shown`;
  };
  const said = new URLSearchParams(location.search);
  for (const [name, field] of named) {
    const value = said.get(name);
    if (value && [...field.options].some((option) => option.value === value)) field.value = value;
  }
  backlog.hidden = false;
  if (named.some(([, field]) => field.value)) update();
  backlog.addEventListener("change", () => {
    update();
    const chosen = new URLSearchParams(named.map(([name, { value }]) => [name, value]).filter(([, value]) => value));
    history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`);
  });
}
