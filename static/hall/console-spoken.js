// What is said to those who do not see the page: sentences come translated with the page, names are filled in here.

/** Says a sentence by its name in the live region; the same sentence again is said again. */
export function say(name, values = {}) {
  const sentence = document.getElementById("sentences").content.querySelector(`[data-sentence="${name}"]`).textContent;
  const words = sentence.replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
  const region = document.getElementById("spoken");
  region.textContent = region.textContent === words ? `${words}\u00a0` : words;
}

/** Says words that stand on the page, when nothing else is being said. */
export function sayPolitely(words) {
  document.getElementById("spoken-politely").textContent = words;
}
