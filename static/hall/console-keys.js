// Keys of the whole console. Single letters can be switched off (WCAG 2.2, 2.1.4) and never act while somebody types.
// What has `data-key` is pressed by that key. A held key acts once; a double press never makes two steps.
import { say } from "./console-spoken.js";

const ARMED_MS = 6000;
const APART_MS = 500;
const SETTLE_MS = 1000;
const STORED = "console.single-keys";
const NARROW = "console.narrow-board";

let disarm = null;
let askedAt = -Infinity;
let movedAt = -Infinity;

function types(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

function isSettling() {
  return performance.now() - movedAt < SETTLE_MS;
}

/** A second press of the remote counts only when there was time to read what the first one showed. */
function isApart() {
  return performance.now() - askedAt >= APART_MS;
}

/** The remote of a presenter sends PageDown: the first press shows what would happen, the second does it. */
function goOn() {
  const next = document.getElementById("next");
  if (!next || next.matches("a") || isSettling()) return;
  const box = document.getElementById("next-asks");
  if (box) {
    confirmIn(box);
  } else if (!document.body.classList.contains("is-armed")) {
    next.focus();
    arm();
  } else if (isApart()) {
    clear();
    next.click();
  }
}

/** A move that asks: the first press opens the question, the second says yes; it never ends the workshop. */
function confirmIn(box) {
  if (!box.open) {
    box.open = true;
    askedAt = performance.now();
    say("asked");
    return;
  }
  const yes = document.getElementById("next-yes");
  if ("byHand" in yes.dataset) say("by-hand");
  else if (isApart()) yes.click();
}

/** PageUp: the first press opens the question, the second goes back; a reason is proposed and can be written. */
function goBack() {
  const box = document.getElementById("back");
  if (!box || isSettling()) return;
  if (!box.open) {
    clear();
    box.open = true;
    askedAt = performance.now();
    say("back-asked");
    return;
  }
  if (!isApart()) return;
  const reason = document.getElementById("back-reason");
  if (!reason.value.trim()) reason.value = reason.dataset.usual;
  movedAt = performance.now();
  document.getElementById("back-form").requestSubmit();
}

function arm() {
  document.body.classList.add("is-armed");
  askedAt = performance.now();
  say("armed");
  clearTimeout(disarm);
  disarm = setTimeout(clear, ARMED_MS);
}

function clear() {
  clearTimeout(disarm);
  document.body.classList.remove("is-armed");
}

/** Of a double click, and of two presses in one second, only the first one moves the agenda. */
function guardNext(event) {
  const pressed = event.target.closest("#next, #next-yes");
  if (!pressed || pressed.matches("a")) return;
  const byKey = event.detail === 0;
  if (event.detail > 1 || (byKey && isSettling())) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (!pressed.matches("summary")) movedAt = performance.now();
}

/** The board takes the width of the page, or leaves room for agenda and screen. */
function toggleBoard() {
  const narrow = document.body.classList.toggle("is-narrow");
  sessionStorage.setItem(NARROW, narrow ? "1" : "");
  markBoard();
}

function markBoard() {
  document.querySelector("[data-narrow]")?.setAttribute("aria-pressed", document.body.classList.contains("is-narrow"));
}

/** Remotes have one key to blank the screen; it brings the step back as well. */
function blank() {
  const dark = document.getElementById("screen-blank");
  const isDark = dark?.getAttribute("aria-pressed") === "true";
  (isDark ? document.getElementById("screen-step") : dark)?.click();
}

function toAgenda() {
  const here = document.querySelector('.agenda__link[data-key="g"]') ?? document.querySelector(".agenda__link");
  here?.focus();
}

/** In the agenda, arrows walk from step to step. */
function walkAgenda(event) {
  const link = event.target.closest(".agenda__link");
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!link || !way) return false;
  const links = [...document.querySelectorAll(".agenda__link")];
  links[links.indexOf(link) + way]?.focus();
  return true;
}

const SINGLE = {
  "?": () => document.getElementById("keys").showModal(),
  b: blank,
  ".": blank,
  g: toAgenda,
  u: () => document.getElementById("undo-button")?.click(),
  c: () => document.querySelector("[data-pile] .slip__face")?.focus(),
  w: () => document.querySelector("[data-narrow]") && toggleBoard(),
};
const REMOTE = { PageDown: goOn, PageUp: goBack };

/** A remote may be used while the focus stands in a line of text; in longer texts and lists these keys turn pages. */
function onRemote(event) {
  if (event.target.closest("textarea, select") && !event.target.closest("#back-form")) return;
  event.preventDefault();
  if (!event.repeat) REMOTE[event.key]();
}

function onKey(event) {
  if (event.repeat && event.target.closest("#next, #next-yes")) event.preventDefault();
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key in REMOTE) {
    onRemote(event);
    return;
  }
  if (types(event.target)) return;
  if (walkAgenda(event)) {
    event.preventDefault();
    return;
  }
  if (localStorage.getItem(STORED) === "off") return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const button = document.querySelector(`#desk [data-key="${CSS.escape(key)}"]`);
  const move = SINGLE[key] ?? (button ? () => button.click() : null);
  if (move) {
    event.preventDefault();
    if (!event.repeat) move();
  }
}

/** Listens to the keys and to the switch that silences them. */
export function startKeys() {
  const singles = document.getElementById("single-keys");
  singles.checked = localStorage.getItem(STORED) !== "off";
  singles.addEventListener("change", () => localStorage.setItem(STORED, singles.checked ? "on" : "off"));
  document.body.classList.toggle("is-narrow", sessionStorage.getItem(NARROW) === "1");
  markBoard();
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", guardNext, true);
  document.addEventListener("toggle", ({ target }) => target.open && clear(), true);
  document.addEventListener("console:merged", markBoard);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-narrow]")) toggleBoard();
  });
}

/** Whether single keys may act now, for the keys on cards. */
export function singleKeysAct() {
  return localStorage.getItem(STORED) !== "off";
}
