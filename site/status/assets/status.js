// The page is whole without this. It tells when it is old, shows local times, and follows changes.
"use strict";
const build = new URL(document.body.dataset.build, document.baseURI);
const fresh = Number(document.body.dataset.fresh) * 1000;
let known = null;

function localize(root) {
  const form = new Intl.DateTimeFormat(document.documentElement.lang, {
    ...{ year: "numeric", month: "short", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" }, // other times here are UTC
  });
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime()) || time.title) continue;
    time.title = time.textContent;
    time.textContent = form.format(at);
  }
}

async function renew() {
  const answer = await fetch(location.pathname, { cache: "no-cache" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [here, there] = [document.getElementById("main"), page.getElementById("main")];
  if (!there) return;
  localize(there);
  if (here.innerHTML !== there.innerHTML) here.replaceChildren(...document.importNode(there, true).childNodes);
  document.title = page.title;
}

async function look() {
  try {
    const answer = await fetch(build, { cache: "no-cache" });
    const told = await answer.json();
    if (known !== null && known !== told.content) await renew();
    known = told.content;
    document.getElementById("old").hidden = Date.now() - Date.parse(told.built) <= fresh;
  } catch {
    document.getElementById("old").hidden = known === null;
  }
}

// The page is read first; what the script adds can wait until there is nothing else to do.
const later = window.requestIdleCallback ?? ((job) => setTimeout(job, 200));
later(() => localize(document.getElementById("main")));
later(look);
setInterval(() => { if (!document.hidden) look(); }, 60000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
