// The projector follows the room: the stream says what changed, the page fetches only that and lays it down calmly.
import { fit, fitAnew, fitWhatDoesNot, restart, turnPages } from "./projector-fit.js";

const code = document.body.dataset.code;
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const board = () => find("#board");
const PROMPT_SECONDS = 8;
const ARRIVAL_MILLISECONDS = 300;
const HIGHLIGHT_MILLISECONDS = 2000;

// Each part as the server drew it: what the page itself has added (a size, a page) is no change.
const drawn = new WeakMap();
// The clock runs on the server's time.
let offset = Date.parse(document.body.dataset.now) - Date.now() || 0;

async function fetchBoard(query) {
  const answer = await fetch(`/${code}/board${query}`);
  if (!answer.ok) throw new Error(answer.status);
  offset = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
  const fragment = document.createElement("template");
  fragment.innerHTML = await answer.text();
  return fragment.content.firstElementChild;
}

function remember(root) {
  for (const part of [root, ...all("#scene, [data-into]", root)]) drawn.set(part, part.outerHTML);
}

async function redraw() {
  const fresh = await fetchBoard("");
  if (fresh.dataset.show === "frozen") return freeze(fresh);
  draw(fresh);
}

function draw(fresh) {
  remember(fresh);
  board().replaceWith(fresh);
  restart();
  settle();
}

/** A frozen screen keeps its picture; only the clock stays true, and what not everybody may see leaves. */
async function freeze(fresh) {
  Object.assign(board().dataset, { show: "frozen", stage: fresh.dataset.stage, hall: fresh.dataset.hall });
  lay(find("#clock", fresh));
  await follow();
}

async function follow() {
  if (board().dataset.show === "blank") return;
  const changes = await fetchBoard(`?since=${board().dataset.revision}`);
  const { stage, show, revision } = changes.dataset;
  if (stage !== board().dataset.stage || show !== board().dataset.show) return redraw();
  if (changes.id === "board") return draw(changes);
  calmly(() => {
    const arrived = [...changes.children].map(lay).some(Boolean);
    board().dataset.revision = revision;
    if (arrived) restart();
    settle();
  });
}

function settle() {
  light();
  fit();
  tick();
}

/** Lay one changed part where it belongs; tell whether something new has come. */
function lay(part) {
  if ("gone" in part.dataset) return takeAway(part.dataset.gone);
  const present = part.id && document.getElementById(part.id);
  if ("removed" in part.dataset) {
    if (present) takeOff(present);
    return false;
  }
  return present ? change(present, part) : arrive(part);
}

function change(present, part) {
  if (drawn.get(present) === part.outerHTML) return false;
  remember(part);
  if (part.dataset.order === present.dataset.order) present.replaceWith(part);
  else {
    present.remove();
    put(part, document.getElementById(part.dataset.into));
  }
  if (part.dataset.into) highlight(part, "card--changed");
  return false;
}

// A topic has its place by its number; what has none comes first.
function put(part, place) {
  const order = Number(part.dataset.order);
  const before = part.dataset.order
    ? all(":scope > *", place).find((other) => Number(other.dataset.order) > order)
    : place.firstElementChild;
  place.insertBefore(part, before || null);
}

function arrive(part) {
  const place = part.dataset.into && document.getElementById(part.dataset.into);
  if (!place) return false;
  remember(part);
  put(part, place);
  highlight(part, "card--new");
  return true;
}

// What has come rises in; what has only changed stays where it is and is framed for a while.
function highlight(part, how) {
  part.classList.add(how);
  setTimeout(() => part.classList.remove(how), HIGHLIGHT_MILLISECONDS);
}

function takeOff(part) {
  part.classList.add("card--gone");
  part.removeAttribute("id");
  setTimeout(() => {
    calmly(() => {
      part.remove();
      fit();
    });
  }, ARRIVAL_MILLISECONDS);
}

/** Take a card off a frozen screen wherever it lies; what it was alone on becomes the waiting scene. */
function takeAway(card) {
  for (const part of all(`[data-card="${CSS.escape(card)}"]`)) {
    if (part.matches(".large")) next(async () => draw(await fetchBoard("")));
    else takeOff(part);
  }
  return false;
}

/** What has to make room glides to its new place. */
function calmly(step) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return step();
  const movable = () => all(".card, .island").filter((part) => part.offsetParent);
  const before = new Map(movable().map((part) => [part, part.getBoundingClientRect()]));
  step();
  const moved = movable().map((part) => [part, before.get(part), part.getBoundingClientRect()]);
  for (const [part, from, to] of moved) {
    if (!from || (from.x === to.x && from.y === to.y)) continue;
    const start = `translate(${from.x - to.x}px, ${from.y - to.y}px)`;
    part.animate([{ transform: start }, { transform: "none" }], { duration: ARRIVAL_MILLISECONDS, easing: "ease-out" });
  }
}

/** The light of the hall that the moderator chose goes before what the computer prefers. */
function light() {
  const { hall } = board().dataset;
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      rule.plain ??= rule.media.mediaText;
      if (!rule.plain.includes("prefers-color-scheme: dark")) continue;
      rule.media.mediaText = { dark: "all", light: "not all" }[hall] ?? rule.plain;
    }
  }
  document.documentElement.style.colorScheme = hall === "auto" ? "" : hall;
}

// Clock, languages of the question, pages.

let seconds = 0;

function tick() {
  for (const clock of all("[data-ends]")) {
    const left = Math.max(0, Math.round((Date.parse(clock.dataset.ends) - Date.now() - offset) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}

function takeTurns() {
  for (const group of all(".turns")) {
    const texts = [...group.children];
    const shown = texts.findIndex((text) => !("off" in text.dataset));
    texts.forEach((text, number) => text.toggleAttribute("data-off", number !== (shown + 1) % texts.length));
  }
}

function second() {
  seconds += 1;
  tick();
  fitWhatDoesNot();
  turnPages();
  if (seconds % PROMPT_SECONDS === 0) takeTurns();
}

// One fetch at a time, in the order of the news; a failed one is tried again.

let work = Promise.resolve();

function next(task) {
  work = work.then(task).catch(() => setTimeout(() => next(redraw), 2000));
}

function listen() {
  const stream = new EventSource(`/${code}/live?board=1`);
  stream.addEventListener("stage", (event) => {
    if (Number(event.data) > Number(board().dataset.stage)) next(redraw);
  });
  stream.addEventListener("board", (event) => {
    if (Number(event.data) > Number(board().dataset.revision)) next(follow);
  });
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) {
      next(redraw);
      setTimeout(listen, 3000);
    }
  };
}

remember(board());
// The letters of a script come when its first text does, which may be long after the page.
document.fonts.addEventListener("loadingdone", fitAnew);
addEventListener("resize", fitAnew);
settle();
setInterval(second, 1000);
listen();
