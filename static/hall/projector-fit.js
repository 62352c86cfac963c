// Everything as large as it can be read from the last row; what does not fit at the smallest size turns over page by page.
//
// A box says with `data-levels` which sizes it may take, the largest first; with `data-items` what can be spread over
// pages, and with `data-page` how many of them at most stand on one.

import { fitIslands, forgetMeasures } from "./projector-islands.js";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const PAGE_SECONDS = 12;
const TURN_MILLISECONDS = 300;
const TWO_SIZES_FROM = 60;
const FULL_FROM = 30;

let since = 0;
// Boxes that do not fit on one page: their items, and the place of the first one shown.
const paged = new Map();
// What stood in a box when it was fitted last: as long as it stands there, it fits.
let fitted = new WeakMap();
// What stood in a box when it was fitted although nothing had said that it should be.
const doubted = new WeakMap();

// Texts that are cut after some lines. As long as there is a smaller size, they are rather read whole.
const CUT = ".option__title, .result__title, .table__title, .table__word";

const fits = (box) => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
const number = (value) => value.toLocaleString(document.getElementById("board").lang);

/** Fit everything that has changed on the screen into its box again, each on the page where it was. */
export function fit() {
  for (const box of paged.keys()) if (!box.isConnected) paged.delete(box);
  const board = document.getElementById("board");
  board.toggleAttribute("data-full", all("#cards .card").length >= FULL_FROM);
  for (const box of all("[data-levels]")) {
    const start = paged.get(box)?.start ?? 0;
    if (box.id === "islands") spread(box, start);
    else if (fitted.get(box) !== textOf(box)) fitBox(box, start);
    fitted.set(box, textOf(box));
  }
  showPosition();
}

/** Fit everything again: the wall has another size, or its letters have come. */
export function fitAnew() {
  fitted = new WeakMap();
  forgetMeasures();
  fit();
}

/** Called every second: what was fitted while its letters were still coming, and does not fit now, is fitted once more. */
export function fitWhatDoesNot() {
  const outgrown = all("[data-levels]").find((box) => !fits(box) && doubted.get(box) !== textOf(box));
  if (!outgrown) return;
  doubted.set(outgrown, textOf(outgrown));
  fitAnew();
}

// The first island takes room from what is not sorted yet, a full wall from the question.
function textOf(box) {
  const island = document.querySelector(".island") ? "beside islands" : "";
  const full = document.querySelector("#board[data-full]") ? "full wall" : "";
  return `${island} ${full} ${box.childElementCount} ${box.textContent}`;
}

/** Go back to the first page: something new has come, or another scene. */
export function restart() {
  since = 0;
  for (const [box, state] of paged) {
    state.start = 0;
    fitted.delete(box);
  }
}

/** Called every second: in the quiet, when nothing has come for a while, the pages turn. */
export function turnPages() {
  since += 1;
  if (since < PAGE_SECONDS || paged.size === 0) return;
  since = 0;
  for (const [box, state] of paged) {
    const next = state.start + state.shown;
    const start = next < state.items.length ? next : 0;
    if (box.id === "islands") spread(box, start);
    else showPage(box, state.items, start);
    appear(box);
  }
  showPosition();
}

function appear(box) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  box.animate([{ opacity: 0 }, { opacity: 1 }], { duration: TURN_MILLISECONDS, easing: "ease-out" });
}

function fitBox(box, start = 0) {
  const items = box.dataset.items ? all(box.dataset.items, box) : [];
  paged.delete(box);
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
  const sizes = box.dataset.levels.split(" ");
  const leads = sizes.includes("mixed") && start === 0;
  const levels = sizes.filter((level) => level !== "mixed");
  box.dataset.level = leads ? "mixed" : levels.at(-1);
  const shown = fill(box, items, start);
  if (!leads && box.id !== "loose") levels.some((level) => takes(box, level, level === levels.at(-1)));
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

/** Islands have a way of their own; those that do not fit turn over too. */
function spread(islands, start) {
  const state = fitIslands(islands, start, number);
  if (state.shown < state.items.length) paged.set(islands, state);
  else paged.delete(islands);
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
