// Islands as large as they can be read from the last row.
//
// An island is measured once at each size, on a bench beside the wall. How many columns they need is then computed, and
// the wall itself is laid out once: after a move on the board only the islands that have changed are measured again.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const SMALLEST = 24;
// Size of the titles and most cards of an island, each step smaller than the one before.
const CARDS = [
  ...[56, 48, 40].map((size) => [size, Infinity]),
  ...[[36, 12], [34, 8], [32, 6], [30, 5], [28, 4], [26, 3], [24, 3], [24, 2], [24, 1]],
];
const TITLES = [40, 36, 34, 32, 30, 28, 26, SMALLEST].map((size) => [size, 0]);

// What is known of each island: its measures by size of the title and width of the wall.
let known = new WeakMap();

/** Forget all measures: the wall has another size, or other letters. */
export function forgetMeasures() {
  known = new WeakMap();
}

/**
 * Show fewer cards in smaller type, then only titles, until all islands stand on one page; else those from `start` on.
 * Return how many are shown, and how `number` writes a count on an island is left to the caller.
 */
export function fitIslands(islands, start, number) {
  const sheets = all(".island", islands);
  const wall = wallOf(islands);
  const whole = firstThatFits(islands, sheets, wall, CARDS) ?? firstThatFits(islands, sheets, wall, TITLES);
  if (whole) return lay(islands, sheets, 0, whole, number);
  const from = start < sheets.length ? start : 0;
  const rest = sheets.slice(from);
  const page = (from > 0 && firstThatFits(islands, rest, wall, TITLES)) || fill(islands, rest, wall);
  return lay(islands, sheets, from, page, number);
}

function wallOf(islands) {
  return { width: islands.clientWidth, height: islands.parentElement.getBoundingClientRect().height };
}

/** Find by halving the largest step at which all sheets have a place; as each is smaller, the search is right. */
function firstThatFits(islands, sheets, wall, steps) {
  const at = ([level, most]) => {
    const stacked = stack(measure(islands, sheets, wall, level), most, wall.height);
    return stacked.placed === sheets.length ? { level, most, ...stacked } : null;
  };
  let found = at(steps.at(-1));
  let low = 0;
  let high = steps.length - 1;
  while (found && low < high) {
    const middle = Math.floor((low + high) / 2);
    const better = at(steps[middle]);
    if (better) [found, high] = [better, middle];
    else low = middle + 1;
  }
  return found;
}

/** As many titles as fit at the smallest size; at least one. */
function fill(islands, sheets, wall) {
  const { placed } = stack(measure(islands, sheets, wall, SMALLEST), 0, wall.height);
  const shown = sheets.slice(0, Math.max(1, placed));
  return { level: SMALLEST, most: 0, ...stack(measure(islands, shown, wall, SMALLEST), 0, wall.height) };
}

/** Put sheets one below the other into columns, as the style sheet does; tell how many have a place, and the least height. */
function stack({ sheets, columns, margin }, most, height) {
  const heights = sheets.map((sheet) => heightOf(sheet, most));
  const placed = place(heights, columns, margin, height);
  let [low, high] = [Math.max(0, ...heights), height];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (place(heights, columns, margin, middle) >= placed) high = middle;
    else low = middle;
  }
  return { placed, height: high };
}

function place(heights, columns, margin, height) {
  let [column, used] = [1, 0];
  for (const [index, each] of heights.entries()) {
    if (used > 0 && used + each > height) [column, used] = [column + 1, 0];
    if (column > columns || each > height) return index;
    used += each + margin;
  }
  return heights.length;
}

function heightOf({ base, gap, more, cards }, most) {
  const shown = Math.min(cards.length, most);
  const rest = shown > 0 && shown < cards.length;
  return base + (shown > 0 ? gap + cards[shown - 1] : 0) + (rest ? gap + more : 0);
}

/** Measure the sheets that are not known at this size yet, all at once and apart from the wall. */
function measure(islands, sheets, wall, level) {
  const key = `${level} ${wall.width}`;
  const strange = sheets.filter((sheet) => !known.get(sheet)?.has(key));
  if (strange.length > 0) {
    const bench = islands.cloneNode();
    const copies = strange.map(copy);
    bench.removeAttribute("id");
    Object.assign(bench.dataset, { level, bench: "" });
    bench.append(...copies);
    islands.after(bench);
    strange.forEach((sheet, index) => {
      if (!known.has(sheet)) known.set(sheet, new Map());
      known.get(sheet).set(key, measured(copies[index], bench));
    });
    bench.remove();
  }
  const measures = sheets.map((sheet) => known.get(sheet).get(key));
  return { sheets: measures, columns: measures[0]?.columns, margin: measures[0]?.margin };
}

function copy(sheet) {
  const twin = sheet.cloneNode(true);
  twin.removeAttribute("id");
  for (const part of [twin, ...all("[hidden]", twin)]) part.hidden = false;
  return twin;
}

/** In pixels: the island without cards, the gap of its rows, the note of the cards not seen, the first 1, 2, … cards. */
function measured(sheet, bench) {
  const height = (part) => part.getBoundingClientRect().height;
  const style = getComputedStyle(sheet);
  const gap = parseFloat(style.rowGap);
  const more = height(sheet.querySelector(".more"));
  const slips = all(".slip", sheet).map((slip) => slip.getBoundingClientRect());
  const cards = slips.map((slip) => slip.bottom - slips[0].top);
  const between = parseFloat(getComputedStyle(bench).columnGap);
  return {
    base: height(sheet) - more - gap - (cards.length > 0 ? cards.at(-1) + gap : 0),
    gap,
    more,
    cards,
    margin: parseFloat(style.marginBlockEnd),
    columns: Math.round((bench.clientWidth + between) / (sheet.getBoundingClientRect().width + between)),
  };
}

/** Lay out the wall; what is right already is not touched. */
function lay(islands, sheets, start, { level, most, placed, height }, number) {
  islands.dataset.level = level;
  islands.style.setProperty("--stacked", `${Math.ceil(height)}px`);
  sheets.forEach((sheet, place) => {
    hide(sheet, place < start || place >= start + placed);
    shorten(sheet, most, number);
  });
  return { items: sheets, start, shown: placed };
}

function shorten(sheet, most, number) {
  const slips = all(".slip", sheet);
  slips.forEach((slip, place) => hide(slip, place >= most));
  const more = sheet.querySelector(".more");
  const rest = `+${number(slips.length - most)}`;
  hide(more, slips.length <= most || most === 0);
  if (!more.hidden && more.textContent !== rest) more.textContent = rest;
}

function hide(part, hidden) {
  if (part.hidden !== hidden) part.hidden = hidden;
}
