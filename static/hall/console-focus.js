// Where the focus is, so that it can be given back when what had it is gone, or when a sheet stood before it.

/** Remembers an element, and which card on which pile it belongs to. */
export function placeOf(element) {
  const slip = element.closest(".slip");
  const pile = slip?.closest("[data-pile]");
  return {
    element,
    id: element.id,
    card: slip?.dataset.card,
    pile: pile?.id,
    index: pile ? [...pile.children].indexOf(slip) : -1,
  };
}

/** Gives the focus to the same thing, else to the same card elsewhere, else to its neighbour, else to the heading. */
export function focusOn(place) {
  const neighbours = place.pile ? document.getElementById(place.pile)?.querySelectorAll(".slip__face") : null;
  const target =
    (place.element.isConnected && place.element) ||
    (place.id && document.getElementById(place.id)) ||
    (place.card && document.querySelector(`.slip[data-card="${CSS.escape(place.card)}"] .slip__face`)) ||
    (neighbours?.length && neighbours[Math.min(place.index, neighbours.length - 1)]) ||
    document.getElementById("now-title");
  target?.focus({ preventScroll: true });
}
