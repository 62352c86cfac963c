// Moves that a script makes are sent by the form of the hand, one after the other, and the page comes back as the
// server has it.

let latest = Promise.resolve();

/** Sends a move after all earlier ones; what is returned ends when its answer stands on the page. */
export function sendMove(address, values) {
  const form = document.getElementById("hand");
  const ask = () => htmx.ajax("POST", address, { source: form, target: "#console", swap: "merge", values });
  latest = latest.then(ask, ask);
  return latest;
}
