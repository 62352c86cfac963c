// The strip of suggestions: fetched when the moderator asks for it, and again when the board has changed while it is open.
import { say } from "./console-spoken.js";

let shown = "";

function strip() {
  return document.getElementById("hints");
}

function mark() {
  document.getElementById("hints-button")?.setAttribute("aria-expanded", String(Boolean(strip() && !strip().hidden)));
  document.getElementById("board")?.classList.toggle("board--hints", Boolean(strip() && !strip().hidden));
}

function revision() {
  return document.getElementById("now").dataset.board;
}

async function fetchHints() {
  shown = revision();
  await htmx.ajax("GET", strip().dataset.address, { target: "#hints", swap: "innerHTML" });
}

/** Opens the strip and fetches it, or closes it. */
export async function toggleHints() {
  const opens = strip().hidden;
  strip().hidden = !opens;
  mark();
  if (!opens) return;
  await fetchHints();
  document.getElementById("hints-title")?.focus();
  say("hints", { count: strip().querySelectorAll(".hint").length });
}

/** Listens to the button and follows the board. */
export function startHints() {
  document.addEventListener("click", ({ target }) => {
    if (target.closest("#hints-button")) toggleHints();
  });
  document.addEventListener("console:merged", () => {
    mark();
    if (strip() && !strip().hidden && shown !== revision()) fetchHints();
  });
}
