// Dragging with mouse and finger by SortableJS. It draws the card in the hand and scrolls; the board itself stays as it
// is until the server has moved the card, so that two people dragging never see a board that does not exist.
import { heldWith } from "./board-choose.js";

let dragged = null;
let point = null;
let endedAt = 0;

/** Whether a card is being dragged. */
export function isDragging() {
  return dragged !== null;
}

function islandUnder({ clientX, clientY }) {
  return document.elementFromPoint(clientX, clientY)?.closest("[data-cluster]") ?? null;
}

function pointOf(event) {
  return event.changedTouches?.[0] ?? event.touches?.[0] ?? event;
}

/** Looks once a frame where the hand is: a mouse reports its way more often than anything is drawn. */
function follow(event) {
  if (!dragged) return;
  const isWaiting = point !== null;
  point = pointOf(event);
  if (!isWaiting) requestAnimationFrame(look);
}

function look() {
  const seen = point;
  point = null;
  if (!dragged || !seen) return;
  const over = islandUnder(seen);
  if (over !== dragged.over) dragged.mark(over);
  dragged.over = over;
}

function lift(item, mark) {
  const slips = heldWith(item);
  dragged = { slips, mark, home: item.closest("[data-cluster]"), over: null };
  for (const slip of slips) slip.classList.add("slip--lifted");
  document.body.classList.add("is-lifting");
}

function putDown() {
  const held = dragged;
  dragged = null;
  endedAt = performance.now();
  for (const slip of held.slips) slip.classList.remove("slip--lifted");
  document.body.classList.remove("is-lifting");
  held.mark(null);
  return held;
}

function watch(list, hand) {
  list.sortable = Sortable.create(list, {
    group: "board",
    draggable: ".slip",
    filter: ".slip__more",
    preventOnFilter: false,
    sort: false,
    forceFallback: true,
    fallbackOnBody: true,
    fallbackTolerance: 4,
    fallbackClass: "slip--flying",
    delay: 180,
    delayOnTouchOnly: true,
    touchStartThreshold: 6,
    onChoose: ({ item }) => {
      const { length } = heldWith(item);
      if (length > 1) item.dataset.held = length;
    },
    onUnchoose: ({ item }) => delete item.dataset.held,
    onStart: ({ item }) => lift(item, hand.mark),
    onMove: () => false,
    onEnd: ({ originalEvent }) => {
      const over = islandUnder(pointOf(originalEvent));
      const { slips, home } = putDown();
      if (over && (over !== home || slips.length > 1)) {
        hand.lay(slips, over.dataset.cluster, originalEvent.altKey);
      }
    },
  });
}

function watchAll(hand) {
  for (const list of document.querySelectorAll("[data-list]")) if (!list.sortable) watch(list, hand);
}

/** Makes the lists of the board draggable, now and whenever the board comes anew. */
export function startDragging(hand) {
  watchAll(hand);
  document.addEventListener("console:merged", () => watchAll(hand));
  document.addEventListener("pointermove", follow, { passive: true });
  document.addEventListener("touchmove", follow, { passive: true });
  document.addEventListener(
    "click",
    (event) => {
      if (performance.now() - endedAt > 300 || !event.target.closest(".slip")) return;
      event.stopPropagation();
      event.preventDefault();
    },
    true,
  );
}
