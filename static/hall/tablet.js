// The phone page on a shared tablet: keeps nothing on the device, sends without leaving a form in the history, and
// empties itself when nobody is there any more. Without this script the button "Next person" does the same.

const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const tablet = find("#tablet");
const warning = find("#still-here");
const code = document.body.dataset.code;
const idleAfter = Number(tablet.dataset.idle) * 1000;
const warnFor = Number(tablet.dataset.warn) * 1000;
let lastTouch = Date.now();
let sending = false;

// What an earlier life of this device has kept goes.
try {
  localStorage.clear();
  sessionStorage.clear();
} catch {
  // A browser without storage keeps nothing anyway.
}

indexedDB?.deleteDatabase("participation");
self.caches?.delete("phone");
navigator.serviceWorker?.getRegistrations().then((workers) => workers.forEach((worker) => worker.unregister()));

// On its way there already: to ask for the page once more each second would, on a slow line, never bring it.
let destination = "";

function goTo(address) {
  if (address === destination) return;
  destination = address;
  location.replace(address);
}

const typed = "#now textarea, #now input:not([type=hidden], [type=checkbox], [type=radio])";

// Whether somebody has left anything here: a language, a text, dots, a seat at a table, a page of their own.
const hasWork = () =>
  document.documentElement.lang !== tablet.dataset.first ||
  "person" in tablet.dataset ||
  location.pathname !== `/${code}` ||
  all(typed).some((field) => field.value.trim()) ||
  all("#now input:checked").some((box) => box.value);

function countDots() {
  for (const form of all("[data-dots]")) {
    const boxes = all("[name=option]", form);
    const left = Number(form.dataset.dots) - boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.disabled = left <= 0 && !box.checked;
    for (const words of all("[data-left]", form)) words.hidden = Number(words.dataset.left) !== Math.max(0, left);
  }
}

// Warned 20 seconds before; whoever touches the page stays.
function watch() {
  if (!hasWork()) return touched();
  const left = idleAfter - (Date.now() - lastTouch);
  if (left > warnFor) return;
  if (left <= 0) return goTo(tablet.dataset.next);
  if (!warning.open) warning.showModal();
  find("#seconds").textContent = Math.ceil(left / 1000);
}

function touched() {
  lastTouch = Date.now();
  if (warning.open) warning.close();
}

async function send(form, submitter) {
  if (sending) return;
  sending = true;
  const body = new FormData(form, submitter);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    if (answer.status >= 500) throw new Error(answer.status);
    if (answer.redirected) return goTo(answer.url);
    showRefusal(new DOMParser().parseFromString(await answer.text(), "text/html"));
    find("#connection").hidden = true;
  } catch {
    // The text stands in the field as it was; its key makes sending it again harmless.
    find("#connection").hidden = false;
    touched();
    setTimeout(() => form.isConnected && send(form, submitter), 3000);
  } finally {
    sending = false;
  }
}

function showRefusal(page) {
  const fresh = find("#now", page);
  if (!fresh) return goTo(tablet.dataset.next);
  find("#now").replaceWith(fresh);
  countDots();
  fresh.focus();
}

// Follows the agenda as long as nobody is in the middle of something.
async function follow() {
  try {
    const answer = await fetch(`/${code}/stage`);
    const { revision } = await answer.json();
    find("#connection").hidden = true;
    if (revision > Number(document.body.dataset.revision) && !hasWork() && !sending) goTo(tablet.dataset.next);
  } catch {
    find("#connection").hidden = false;
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  event.preventDefault();
  send(event.target, event.submitter);
});
for (const kind of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(kind, touched, { passive: true });
document.addEventListener("change", countDots);
find("#stay").addEventListener("click", touched);
// A page out of the browser's memory would show what the one before had typed.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  destination = "";
  goTo(tablet.dataset.next);
});

// The thanks stay long enough to be read; whoever takes the tablet may press the button before.
const thanks = find("[data-next-after]");
if (thanks) setTimeout(() => goTo(tablet.dataset.next), 1000 * Number(thanks.dataset.nextAfter));

countDots();
setInterval(watch, 1000);
setInterval(follow, 5000);
