// The clock counts down between two answers of the server. It uses the time that the server said was left and how long
// ago that was: what the laptop believes the hour to be does not matter.
import { sayPolitely } from "./console-spoken.js";

const TICK_MS = 250;
const FRESH_MS = 60000;
const GAP_MS = 5000;

let endsAt = null;
let drawnAt = 0;
let tickedAt = 0;
let walledAt = 0;
let held = { step: "", note: "" };

function read() {
  const clock = document.getElementById("clock");
  endsAt = clock && "runs" in clock.dataset ? performance.now() + Number(clock.dataset.seconds) * 1000 : null;
  drawnAt = performance.now();
}

function draw() {
  const clock = document.getElementById("clock");
  if (!clock || endsAt === null) return;
  const exact = (endsAt - performance.now()) / 1000;
  const left = Math.trunc(exact);
  const seconds = Math.abs(left);
  const face = `${left < 0 ? "-" : ""}${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (clock.textContent !== face) clock.textContent = face;
  clock.classList.toggle("now__clock--over", left < 0);
  warn(exact);
}

/** Shows the warning whose time has come, and says it once, politely; more time takes it back. */
function warn(left) {
  const line = document.getElementById("time-note");
  if (!line) return;
  const notes = line.dataset.warn.trim().split(/\s+/).map((pair) => pair.split(":"));
  const note = notes.findLast(([, seconds]) => left <= Number(seconds))?.[0] ?? "";
  line.className = note ? `time-note time-note--${note}` : "time-note";
  const isNew = line.dataset.step === held.step && note !== held.note && note !== "";
  const names = notes.map(([name]) => name);
  if (isNew && names.indexOf(note) > names.indexOf(held.note)) {
    sayPolitely(line.querySelector(`[data-note="${note}"] > :last-child`).textContent);
  }
  held = { step: line.dataset.step, note };
}

/** Asks for the page again once a minute, so that drift and expected times stay true, and after the laptop has slept. */
function stayFresh() {
  const now = performance.now();
  const wall = Date.now();
  const slept = now - tickedAt > GAP_MS || Math.abs(wall - walledAt) > GAP_MS;
  tickedAt = now;
  walledAt = wall;
  if (document.hidden || (!slept && now - drawnAt < FRESH_MS)) return;
  drawnAt = now;
  document.dispatchEvent(new CustomEvent("console:stale"));
}

/** Keeps the running step in sight in a long agenda. */
function showCurrent() {
  const row = document.querySelector(".agenda__row--running");
  const steps = row?.closest(".agenda__steps");
  if (!steps) return;
  const hidden = row.offsetTop < steps.scrollTop || row.offsetTop + row.offsetHeight > steps.scrollTop + steps.clientHeight;
  if (hidden) steps.scrollTop = row.offsetTop - steps.clientHeight / 2;
}

/** Lets the clock run. */
export function startClock() {
  tickedAt = performance.now();
  walledAt = Date.now();
  read();
  draw();
  showCurrent();
  document.addEventListener("console:merged", ({ target }) => {
    read();
    draw();
    if (target.id === "console") showCurrent();
  });
  setInterval(() => {
    draw();
    stayFresh();
  }, TICK_MS);
}
