// Keys of the whole console. Single letters can be switched off (WCAG 2.2, 2.1.4) and never act while somebody types.
import { say } from "./console-spoken.js";

const ARMED_MS = 6000;
const STORED = "console.single-keys";
const NARROW = "console.narrow-board";

let disarm = null;

function types(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

function press(id) {
  document.getElementById(id)?.click();
}

/** The remote of a presenter sends PageDown: the first press shows what would happen, the second does it. */
function goOn() {
  const yes = document.querySelector("#next-asks[open] #next-yes");
  const next = yes ?? document.getElementById("next");
  if (!next || next.matches("a")) return;
  if (document.body.classList.contains("is-armed")) {
    clear();
    next.click();
    if (next.matches("summary")) arm();
    return;
  }
  next.focus();
  arm();
}

function arm() {
  document.body.classList.add("is-armed");
  say("armed");
  clearTimeout(disarm);
  disarm = setTimeout(clear, ARMED_MS);
}

function clear() {
  clearTimeout(disarm);
  document.body.classList.remove("is-armed");
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

const SINGLE = {
  "?": () => document.getElementById("keys").showModal(),
  "+": () => press("extend-1-button"),
  p: () => press("pause-button"),
  u: () => press("undo-button"),
  c: () => document.querySelector("[data-pile] .slip__face")?.focus(),
  w: () => document.querySelector("[data-narrow]") && toggleBoard(),
};

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") || types(event.target)) return;
  if (event.key === "PageDown") {
    event.preventDefault();
    goOn();
    return;
  }
  if (localStorage.getItem(STORED) === "off") return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const button = document.querySelector(`#desk [data-key="${CSS.escape(key)}"]`);
  const move = SINGLE[key] ?? (button ? () => button.click() : null);
  if (move) {
    event.preventDefault();
    move();
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
  document.addEventListener("console:merged", markBoard);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-narrow]")) toggleBoard();
  });
}

/** Whether single keys may act now, for the keys on cards. */
export function singleKeysAct() {
  return localStorage.getItem(STORED) !== "off";
}
