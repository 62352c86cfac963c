// The projector follows the room: the stream says what changed, the page fetches only that and lays it down calmly.

const code = document.body.dataset.code;
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const board = () => find("#board");
const PAGE_SECONDS = 12;
const PROMPT_SECONDS = 8;
const MOST_ON_A_PAGE = 60;
const HIGHLIGHT_MILLISECONDS = 2000;

// The clock runs on the server's time.
let offset = Date.parse(document.body.dataset.now) - Date.now() || 0;
let page = 0;
let pages = [];

// What the page says is left tells how far this laptop's clock is off, before anything has been fetched.
const running = find("[data-left]");
if (running && Number(running.dataset.left)) {
  offset = Date.parse(running.dataset.ends) - Number(running.dataset.left) * 1000 - Date.now();
}

async function fetchBoard(query) {
  const answer = await fetch(`/${code}/board${query}`);
  if (!answer.ok) throw new Error(answer.status);
  offset = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
  const fragment = document.createElement("template");
  fragment.innerHTML = await answer.text();
  return fragment.content.firstElementChild;
}

async function redraw() {
  const fresh = await fetchBoard("");
  if (fresh.dataset.show === "frozen") {
    board().dataset.show = "frozen";
    return;
  }
  board().replaceWith(fresh);
  page = 0;
  fit();
  tick();
}

async function follow() {
  if (board().dataset.show === "frozen" || board().dataset.show === "blank") return;
  const changes = await fetchBoard(`?since=${board().dataset.revision}`);
  if (changes.dataset.stage !== board().dataset.stage) return redraw();
  let arrived = false;
  for (const part of [...changes.children]) arrived = lay(part) || arrived;
  board().dataset.revision = changes.dataset.revision;
  if (arrived) page = 0;
  fit();
  tick();
}

// Lay one changed part where it belongs; tell whether something new has come.
function lay(part) {
  const present = part.id && document.getElementById(part.id);
  if ("removed" in part.dataset) {
    if (present) takeOff(present);
    return false;
  }
  if (present) {
    if (present.isEqualNode(part)) return false;
    present.replaceWith(part);
    if (part.dataset.into) highlight(part, "card--changed");
    return false;
  }
  const place = part.dataset.into && document.getElementById(part.dataset.into);
  if (!place) return false;
  const order = Number(part.dataset.order);
  const before = part.dataset.order
    ? all(":scope > *", place).find((other) => Number(other.dataset.order) > order)
    : place.firstElementChild;
  place.insertBefore(part, before || null);
  highlight(part, "card--new");
  return true;
}

// What has come rises in; what has only changed stays where it is and is framed for a while.
function highlight(part, how) {
  part.classList.add(how);
  setTimeout(() => part.classList.remove(how), HIGHLIGHT_MILLISECONDS);
}

function takeOff(part) {
  part.classList.add("card--gone");
  part.removeAttribute("id");
  setTimeout(() => {
    part.remove();
    fit();
  }, 300);
}

// Everything as large as it can be read; what does not fit turns over page by page.

function fit() {
  if (find("#cards")) fitCards(find("#cards"));
  if (find("#islands")) fitIslands(find("#islands"));
  if (find("#loose")) fitLoose(find("#loose"));
}

const overflows = (element) => element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;

function fitCards(wall) {
  const cards = all(".card", wall);
  for (const card of cards) card.hidden = false;
  for (const size of ["large", "medium", "compact", "small"]) {
    wall.dataset.size = size;
    if (!overflows(wall)) break;
  }
  pages = overflows(wall) || cards.length > MOST_ON_A_PAGE ? split(wall, cards) : [cards];
  showPage();
}

function split(wall, cards) {
  const found = [];
  let rest = cards;
  while (rest.length) {
    for (const card of cards) card.hidden = true;
    const candidates = rest.slice(0, MOST_ON_A_PAGE);
    for (const card of candidates) card.hidden = false;
    let taken = candidates.length;
    while (taken > 1 && overflows(wall)) candidates[(taken -= 1)].hidden = true;
    found.push(rest.slice(0, taken));
    rest = rest.slice(taken);
  }
  return found;
}

function showPage() {
  if (page >= pages.length) page = 0;
  pages.forEach((cards, number) => cards.forEach((card) => (card.hidden = number !== page)));
  const position = find("#pages");
  if (!position) return;
  position.hidden = pages.length < 2;
  position.textContent = `${page + 1} / ${pages.length}`;
}

function fitIslands(islands) {
  for (let level = 0; level <= 6; level += 1) {
    islands.dataset.level = level;
    if (!overflows(islands)) return;
  }
}

// What does not fit in the column of loose cards is still counted above it.
function fitLoose(loose) {
  const cards = all(".slip", loose);
  find("#loose-count").textContent = cards.length.toLocaleString(board().lang);
  for (const card of cards) card.hidden = false;
  for (let last = cards.length - 1; last > 0 && overflows(loose); last -= 1) cards[last].hidden = true;
}

// Clock, second language, pages.

let seconds = 0;

function tick() {
  for (const clock of all("[data-ends]")) {
    const left = Math.max(0, Math.round((Date.parse(clock.dataset.ends) - Date.now() - offset) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}

function turn() {
  seconds += 1;
  tick();
  if (seconds % PAGE_SECONDS === 0 && pages.length > 1 && find("#cards")) {
    page = (page + 1) % pages.length;
    showPage();
  }
  const prompts = all(".head__second");
  if (seconds % PROMPT_SECONDS === 0 && prompts.length > 1) {
    const shown = prompts.findIndex((prompt) => !prompt.hidden);
    prompts.forEach((prompt, number) => (prompt.hidden = number !== (shown + 1) % prompts.length));
  }
}

// One fetch at a time, in the order of the news; a failed one is tried again.

let work = Promise.resolve();

function next(task) {
  work = work.then(task).catch(() => setTimeout(() => next(redraw), 2000));
}

function listen() {
  const stream = new EventSource(`/${code}/live?board=1`);
  stream.addEventListener("stage", (event) => {
    if (Number(event.data) > Number(board().dataset.stage)) next(redraw);
  });
  stream.addEventListener("board", (event) => {
    if (Number(event.data) > Number(board().dataset.revision)) next(follow);
  });
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) {
      next(redraw);
      setTimeout(listen, 3000);
    }
  };
}

document.fonts.ready.then(fit);
addEventListener("resize", fit);
fit();
tick();
setInterval(turn, 1000);
listen();
