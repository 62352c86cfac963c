// The order of islands: dragged by their grip, or one place earlier or later from a card in them.
import { sendMove } from "./console-moves.js";
import { say } from "./console-spoken.js";

function islands() {
  return [...document.querySelectorAll("#islands > .island[data-order]")];
}

/** Puts the island of a card one place earlier (-1) or later (1) and says where it stands then. */
export async function shift(slip, step) {
  const island = slip.closest(".island");
  const all = islands();
  const place = all.indexOf(island) + step;
  if (!island || place < 0 || place >= all.length) return;
  const { id } = island;
  const before = all.filter((other) => other !== island)[place];
  await sendMove(island.dataset.order, { before: before?.dataset.cluster ?? "" });
  const now = islands();
  const there = document.getElementById(id);
  say("ordered", { island: there.dataset.name, place: now.indexOf(there) + 1, places: now.length });
}

/** Lets islands be dragged; the server orders them, and the page follows it. */
export function watchOrder() {
  const list = document.getElementById("islands");
  if (!list || list.sortable) return;
  list.sortable = Sortable.create(list, {
    handle: ".island__grip",
    draggable: ".island[data-order]",
    forceFallback: true,
    fallbackOnBody: true,
    fallbackClass: "island--flying",
    onEnd: ({ item, oldIndex, newIndex }) => {
      if (oldIndex === newIndex) return;
      const all = islands();
      sendMove(item.dataset.order, { before: all[all.indexOf(item) + 1]?.dataset.cluster ?? "" });
    },
  });
}
