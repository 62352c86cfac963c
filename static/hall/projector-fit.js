// Everything as large as it can be read from the last row; what does not fit at the smallest size turns over page by page.
//
// A box says with `data-levels` which sizes it may take, the largest first; with `data-items` what can be spread over
// pages, and with `data-page` how many of them at most stand on one.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const PAGE_SECONDS = 12;
const TWO_SIZES_FROM = 60;
// Size of the titles and most cards of an island, each step smaller than the one before.
const ISLANDS = [
  ...[56, 48, 40].map((size) => [size, Infinity]),
  ...[[36, 12], [34, 8], [32, 6], [30, 5], [28, 4], [26, 3], [24, 3], [24, 2], [24, 1]],
];
const TITLES = [40, 36, 34, 32, 30, 28, 26, 24].map((size) => [size, 0]);

let since = 0;
// The step that fitted last: after one move on the board it mostly fits again.
const lastStep = new WeakMap();
// Boxes that do not fit on one page: their items, and the place of the first one shown.
let paged = new Map();

// Texts that are cut after some lines. As long as there is a smaller size, they are rather read whole.
const CUT = ".option__title, .result__title, .table__title, .table__word";

const fits = (box) => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
const number = (value) => value.toLocaleString(document.getElementById("board").lang);

/** Fit everything on the screen into its box again, each on the page where it was. */
export function fit() {
  const starts = new Map([...paged].map(([box, { start }]) => [box, start]));
  paged = new Map();
  for (const box of all("[data-levels]")) {
    if (box.id === "islands") fitIslands(box, starts.get(box));
    else fitBox(box, starts.get(box));
  }
  showPosition();
}

/** Go back to the first page: something new has come, or another scene. */
export function restart() {
  since = 0;
  for (const state of paged.values()) state.start = 0;
}

/** Called every second: in the quiet, when nothing has come for a while, the pages turn. */
export function turnPages() {
  since += 1;
  if (since < PAGE_SECONDS || paged.size === 0) return;
  since = 0;
  for (const [box, state] of paged) {
    const next = state.start + state.shown;
    showPage(box, state.items, next < state.items.length ? next : 0);
  }
  showPosition();
}

function fitBox(box, start = 0) {
  const items = box.dataset.items ? all(box.dataset.items, box) : [];
  const most = Number(box.dataset.page ?? Infinity);
  show(box, items, 0, items.length);
  const levels = box.dataset.levels.split(" ");
  const usable = items.length >= TWO_SIZES_FROM && levels.includes("mixed") ? ["mixed", "small"] : levels;
  const fitting = items.length <= most && usable.some((level) => takes(box, level, level === usable.at(-1)));
  if (fitting || items.length === 0) return sumUp(box, items.length, items.length);
  if (box.closest(".loose") && document.querySelector(".island")) cut(box, items);
  else showPage(box, items, start < items.length ? start : 0);
}

function takes(box, level, last) {
  box.dataset.level = level;
  return fits(box) && (last || all(CUT, box).every(isWhole));
}

function isWhole(text) {
  return text.scrollHeight - text.clientHeight < 0.5 * parseFloat(getComputedStyle(text).fontSize);
}

/** Show as much as fits from the item at `start` on, as large as that goes; on the first page of a wall the newest lead. */
function showPage(box, items, start) {
  const levels = box.dataset.levels.split(" ");
  const hasTwoSizes = levels.includes("mixed");
  box.dataset.level = hasTwoSizes && start === 0 ? "mixed" : levels.at(-1);
  const shown = fill(box, items, start);
  if (!hasTwoSizes && box.id !== "loose") levels.some((level) => takes(box, level, level === levels.at(-1)));
  paged.set(box, { items, start, shown });
}

/** Show as many items as fit from `start` on and return how many; at least one. */
function fill(box, items, start) {
  let low = 1;
  let high = Math.min(Number(box.dataset.page ?? Infinity), items.length - start);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    show(box, items, start, middle);
    if (fits(box)) low = middle;
    else high = middle - 1;
  }
  show(box, items, start, low);
  return low;
}

function show(box, items, start, count) {
  items.forEach((item, place) => {
    const hidden = place < start || place >= start + count;
    if (item.hidden !== hidden) item.hidden = hidden;
  });
  for (const place of all(".place", box)) place.hidden = !place.querySelector(".result:not([hidden])");
}

/** The cards beside the islands do not turn: as many as fit are seen, the rest is counted. */
function cut(box, items) {
  box.dataset.level = box.dataset.levels.split(" ").at(-1);
  sumUp(box, items.length, items.length - 1);
  sumUp(box, items.length, fill(box, items, 0));
}

function sumUp(box, count, shown) {
  const more = box.parentElement.querySelector(":scope > .more");
  const total = document.getElementById("loose-count");
  if (box.id !== "loose" || !more) return;
  total.textContent = number(count);
  more.hidden = shown >= count;
  more.textContent = `+${number(count - shown)}`;
}

/** Islands show fewer of their cards in smaller type, then only titles as large as they go, before they turn over. */
function fitIslands(islands, start = 0) {
  const sheets = all(".island", islands);
  for (const sheet of sheets) sheet.hidden = false;
  islands.dataset.fitting = "";
  const found = [ISLANDS, TITLES].some((steps) => firstThatFits(islands, sheets, steps));
  delete islands.dataset.fitting;
  if (found) return;
  showPage(islands, sheets, start < sheets.length ? start : 0);
}

/** Find by halving the first step that fits and leave the islands so; as each is smaller, the search is right. */
function firstThatFits(islands, sheets, steps) {
  const takesStep = ([level, most]) => {
    islands.dataset.level = level;
    for (const sheet of sheets) shorten(sheet, most);
    return fits(islands);
  };
  let low = 0;
  let high = steps.length - 1;
  const last = steps.indexOf(lastStep.get(islands));
  if (last > 0 && !takesStep(steps[last - 1]) && takesStep(steps[last])) return true;
  if (!takesStep(steps[high])) return false;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (takesStep(steps[middle])) high = middle;
    else low = middle + 1;
  }
  lastStep.set(islands, steps[low]);
  return takesStep(steps[low]);
}

function shorten(island, most) {
  const cards = all(".slip", island);
  cards.forEach((card, place) => {
    if (card.hidden !== place >= most) card.hidden = place >= most;
  });
  const more = island.querySelector(".more");
  more.hidden = cards.length <= most || most === 0;
  more.textContent = `+${number(cards.length - most)}`;
}

function showPosition() {
  const position = document.getElementById("pages");
  if (!position) return;
  const [state] = paged.values();
  position.hidden = !state;
  if (!state) return;
  const last = state.start + state.shown;
  position.textContent = `${number(state.start + 1)}–${number(last)} / ${number(state.items.length)}`;
}
