// Cards under the hand: walk with arrows, lift with Space, drop with Enter; drag with mouse and finger. Every move is
// sent like the form of the card's sheet, and the board comes back as the server has it.
import { singleKeysAct } from "./console-keys.js";
import { sendMove } from "./console-moves.js";
import { say } from "./console-spoken.js";
import { chooseNone, hasChosen, heldWith, isChoosing, reach, spotOf, startChoosing, toggle } from "./board-choose.js";
import { isDragging, startDragging } from "./board-drag.js";
import { startHints, toggleHints } from "./board-hints.js";
import { shift, watchOrder } from "./board-order.js";

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

let lifted = null;

/** Whether a card is in somebody's hand; news waits until it is put down. */
export function isHolding() {
  return lifted !== null || isDragging();
}

function islands() {
  return [...document.querySelectorAll("[data-cluster]")];
}

function piles() {
  return [...document.querySelectorAll("[data-pile]")].filter((pile) => pile.querySelector(".slip__face"));
}

function textOf(slip) {
  return slip.querySelector(".slip__text").textContent.trim();
}

/** Which way an arrow goes: sideways it follows the direction of reading. */
function stepOf(key) {
  const [across, down] = ARROWS[key];
  return [document.documentElement.dir === "rtl" ? -across : across, down];
}

/** Lays cards into an island ("" takes them out, "new" makes one) as one move, and keeps the focus on the first. */
async function lay(slips, cluster, isDouble) {
  const [{ card, from, place }] = [slips[0].dataset];
  const name = document.querySelector(`[data-cluster="${CSS.escape(cluster)}"]`)?.dataset.name ?? "";
  const double = isDouble && cluster !== "" && cluster !== "new";
  const how = double ? "double" : "move";
  if (slips.length > 1) {
    await sendMove(document.getElementById("board").dataset.several, { cluster, how, spot: slips.map(spotOf) });
  } else {
    await sendMove(place, { cluster, from, how });
  }
  const there = document.querySelector(`#slips-${CSS.escape(cluster || "0")} [data-card="${card}"] .slip__face`);
  const anywhere = [...document.querySelectorAll(`#board .slip[data-card="${card}"] .slip__face`)].at(-1);
  (there ?? anywhere)?.focus();
  if (document.querySelector("#said-refused .notice")) return;
  if (slips.length > 1) chooseNone({ quietly: true });
  say(slips.length > 1 ? "dropped-several" : double ? "doubled" : "dropped", { island: name, count: slips.length });
}

function walk(face, key) {
  const [across, down] = stepOf(key);
  const pile = face.closest("[data-pile]");
  const faces = [...pile.querySelectorAll(".slip__face")];
  const index = faces.indexOf(face);
  if (down) {
    faces[index + down]?.focus();
    return;
  }
  const all = piles();
  const target = all[all.indexOf(pile) + across]?.querySelectorAll(".slip__face");
  target?.[Math.min(index, target.length - 1)]?.focus();
}

function lift(face) {
  const slip = face.closest(".slip");
  const home = slip.closest("[data-cluster]");
  if (!home) return;
  const slips = heldWith(slip);
  lifted = { slips, slip, face, home, over: home };
  for (const one of slips) one.classList.add("slip--lifted");
  document.body.classList.add("is-lifting");
  mark(home);
  if (slips.length > 1) say("lifted-several", { count: slips.length });
  else say("lifted", { card: textOf(slip), island: home.dataset.name });
}

function mark(island) {
  for (const other of document.querySelectorAll(".is-target")) other.classList.remove("is-target");
  island?.classList.add("is-target");
}

function choose(key) {
  const [across, down] = stepOf(key);
  const all = islands();
  const next = all[all.indexOf(lifted.over) + (across || down)];
  if (!next) return;
  lifted.over = next;
  mark(next);
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
  const count = next.querySelectorAll(".slip").length;
  say(count === 1 ? "over-one" : "over", { island: next.dataset.name, count, place: all.indexOf(next) + 1, places: all.length });
}

function putDown() {
  const held = lifted;
  for (const slip of held.slips) slip.classList.remove("slip--lifted");
  document.body.classList.remove("is-lifting");
  mark(null);
  lifted = null;
  return held;
}

function putBack() {
  const { slip, face } = putDown();
  face.focus();
  say("back", { card: textOf(slip) });
}

function drop(isDouble) {
  const { slips, slip, over, home } = putDown();
  if (over === home && slips.length === 1) {
    say("back", { card: textOf(slip) });
    return;
  }
  lay(slips, over.dataset.cluster, isDouble);
}

function whileLifted(event) {
  if (event.key in ARROWS) choose(event.key);
  else if (event.key === "Enter" || event.key === " ") drop(event.shiftKey);
  else if (event.key === "Escape") putBack();
  else if (event.key !== "Tab") return;
  event.preventDefault();
}

const ON_CARD = {
  h: (slip) => sendMove(slip.dataset.hide, {}),
  a: (slip) => slip.dataset.approve && sendMove(slip.dataset.approve, {}),
  n: (slip) => slip.closest("[data-cluster]") && lay(heldWith(slip), "new", false),
  t: (slip) => slip.closest(".island")?.querySelector("textarea")?.focus(),
  m: (slip) => slip.closest(".island")?.querySelector(".island__more").click(),
  x: (slip) => slip.closest("#board") && toggle(slip),
};

/** Shift and an arrow: up and down choose on the way, sideways the island changes its place. */
function withShift(face, key) {
  const slip = face.closest("#board .slip");
  const [across, down] = stepOf(key);
  if (!slip) return;
  if (across) {
    shift(slip, across);
    return;
  }
  reach(slip);
  const faces = [...face.closest("[data-pile]").querySelectorAll(".slip__face")];
  const next = faces[faces.indexOf(face) + down];
  if (!next) return;
  next.focus();
  reach(next.closest(".slip"));
}

function onFace(event, face) {
  const key = event.key.toLowerCase();
  const slip = face.closest(".slip");
  if (event.key in ARROWS) (event.shiftKey ? withShift : walk)(face, event.key);
  else if (event.key === " " && slip.closest("[data-cluster]")) lift(face);
  else if (key in ON_CARD && !event.shiftKey && singleKeysAct()) ON_CARD[key](slip);
  else return false;
  return true;
}

/** Keys that act wherever the focus is on the board's page, unless somebody types. */
function onBoard(event) {
  if (!document.getElementById("board")) return false;
  if (event.key === "Escape" && hasChosen()) chooseNone();
  else if (!singleKeysAct() || event.target.closest?.("input, textarea, select")) return false;
  else if (event.key === "U") document.getElementById("redo-button").click();
  else if (event.key === "v") toggleHints();
  else return false;
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (lifted) {
    whileLifted(event);
    return;
  }
  const face = event.target.closest?.(".slip__face");
  if ((face && onFace(event, face)) || onBoard(event)) event.preventDefault();
}

function onClick(event) {
  const slip = event.target.closest(".slip__face")?.closest(".slip");
  if (!slip || lifted) return;
  const choosable = slip.closest("#board");
  if (choosable && event.shiftKey) reach(slip);
  else if (choosable && (event.ctrlKey || event.metaKey || isChoosing())) toggle(slip);
  else slip.querySelector(".slip__more").click();
}

/** One card of each pile is in the order of Tab; arrows reach the others. */
function rove() {
  for (const pile of document.querySelectorAll("[data-pile]")) {
    const faces = [...pile.querySelectorAll(".slip__face")];
    const current = faces.find((face) => face === document.activeElement) ?? faces[0];
    for (const face of faces) face.tabIndex = face === current ? 0 : -1;
  }
}

function onFocus({ target }) {
  const pile = target.closest?.(".slip__face")?.closest("[data-pile]");
  for (const face of pile?.querySelectorAll(".slip__face") ?? []) face.tabIndex = face === target ? 0 : -1;
}

/** A title or a table is saved when its field is left; Enter in a title saves too. */
function saveByItself() {
  document.addEventListener("change", ({ target }) => {
    const form = target.closest("[data-saves]");
    if (form && !(target.matches("select") && target.closest(".island__saving") && !form.elements.title.value)) {
      form.requestSubmit();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-saves] textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });
}

/** Brings the cards to life. */
export function startBoard() {
  rove();
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("console:merged", rove);
  document.addEventListener("console:merged", watchOrder);
  document.addEventListener("click", onClick);
  saveByItself();
  startDragging({ lay, mark });
  startChoosing(lay);
  startHints();
  watchOrder();
}
