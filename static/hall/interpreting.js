// Keys and news of the interpreter's desk. Everything on it is an ordinary form and works without this script.
// Single letters can be switched off (WCAG 2.2, 2.1.4) and never act while somebody types.

const STORED = "console.single-keys";
const QUIET_MS = 300;
const KEEP_MS = 60000;
const find = (selector, root = document) => root.querySelector(selector);
const single = find("#single-keys");
let typedAt = 0;

const FIELDS = { f: "from", i: "into", t: "table" };

function press(event) {
  if (find("dialog[open]") || event.altKey) return;
  const form = find("#translate");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (form && !event.repeat) form.requestSubmit();
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  if (event.target.closest("textarea, input:not([type=checkbox]), select")) {
    if (event.key === "Escape") find("#hand-title").focus();
    return;
  }
  if (walk(event) || event.repeat || localStorage.getItem(STORED) === "off") return;
  if (act(event)) event.preventDefault();
}

function act({ key, target }) {
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const choice = FIELDS[letter] && find(`#choose [name=${FIELDS[letter]}]`);
  if (choice) choice.focus();
  else if (letter === "e" && find("#text")) find("#text").focus();
  else if (letter === "Enter" && target.closest("button, summary, a")) return false;
  else {
    const part = find(`[data-key="${CSS.escape(letter)}"]`);
    if (!part || part.disabled) return false;
    part.click();
    if (letter === "u" && find("#unclear").open) find("#doubt").focus();
  }
  return true;
}

/** Arrows walk through what waits. */
function walk(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way) return false;
  const texts = [...document.querySelectorAll(".waits__text")];
  const at = texts.indexOf(document.activeElement);
  texts[at < 0 ? 0 : at + way]?.focus();
  event.preventDefault();
  return true;
}

/** Renews the list, and nothing that somebody writes in; the focus stays on its text. */
async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement?.closest(".waits__entry")?.id;
  for (const id of ["waits", "waits-count"]) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id).replaceWith(fresh);
  }
  if (focused) find(`#${focused} .waits__text`)?.focus();
  if (!find("#translate") && !find("details[open]")) find("#hand").replaceWith(page.getElementById("hand"));
}

function listen() {
  let timer = null;
  const stream = new EventSource(find("[data-live]").dataset.live);
  const later = () => {
    timer ??= setTimeout(() => {
      timer = null;
      renew();
    }, QUIET_MS);
  };
  stream.addEventListener("board", later);
  stream.addEventListener("stage", later);
  addEventListener("pagehide", () => stream.close(), { once: true });
}

/** While somebody writes, the text stays in their hand. */
function keep() {
  const form = find("#translate");
  if (!form || performance.now() - typedAt > 2 * KEEP_MS) return;
  fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
}

single.checked = localStorage.getItem(STORED) !== "off";
single.addEventListener("change", () => localStorage.setItem(STORED, single.checked ? "on" : "off"));
find("#hand-title").tabIndex = -1;
find("[data-open]").addEventListener("click", () => find("#keys").showModal());
find("#choose").addEventListener("change", ({ target }) => target.form.requestSubmit());
document.addEventListener("keydown", press);
document.addEventListener("input", () => {
  typedAt = performance.now();
});
setInterval(keep, KEEP_MS);
listen();
