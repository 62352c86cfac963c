// Dragging with mouse and finger by SortableJS. It draws the card in the hand and scrolls; the board itself stays as it
// is until the server has moved the card, so that two people dragging never see a board that does not exist.

let dragged = null;
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

function follow(event) {
  if (dragged) dragged.mark(islandUnder(pointOf(event)));
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
    onStart: ({ item }) => {
      dragged = { slip: item, home: item.closest("[data-cluster]"), mark: hand.mark };
      item.classList.add("slip--lifted");
      document.body.classList.add("is-lifting");
    },
    onMove: () => false,
    onEnd: ({ originalEvent }) => {
      const { slip, home } = dragged;
      const over = islandUnder(pointOf(originalEvent));
      dragged = null;
      endedAt = performance.now();
      slip.classList.remove("slip--lifted");
      document.body.classList.remove("is-lifting");
      hand.mark(null);
      if (over && over !== home) {
        const double = originalEvent.altKey && over.dataset.cluster !== "new";
        hand.lay(slip, over.dataset.cluster, double);
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
  document.addEventListener("pointermove", follow);
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
