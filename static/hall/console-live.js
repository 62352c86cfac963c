// News from elsewhere: the stream says that something changed, the page fetches what it shows by an ordinary GET.
import { isHolding } from "./board.js";
import { say } from "./console-spoken.js";

const QUIET_MS = 400;
const RETRY_MS = 5000;

/** The latest revisions that were heard of. */
let waiting = { stage: 0, board: 0 };
let timer = null;
let busy = false;
/** How often one's own moves have left this page or come back to it. */
let moves = 0;
let movesWhenAsked = 0;

function known() {
  return {
    stage: Number(document.getElementById("desk")?.dataset.stage ?? 0),
    board: Number(document.getElementById("now")?.dataset.board ?? 0),
  };
}

async function refresh() {
  timer = null;
  if (busy || isHolding()) {
    schedule();
    return;
  }
  // The answer to one's own move has often brought the page up to date meanwhile.
  const stage = waiting.stage > known().stage;
  const board = waiting.board > known().board;
  waiting = { stage: 0, board: 0 };
  if (!stage && !board) return;
  const { address, work } = document.getElementById("console").dataset;
  busy = true;
  movesWhenAsked = moves;
  try {
    if (stage) await htmx.ajax("GET", address, { target: "#console", swap: "merge" });
    else await htmx.ajax("GET", work, { target: "#work", swap: "merge" });
  } finally {
    busy = false;
  }
}

function schedule() {
  timer ??= setTimeout(refresh, QUIET_MS);
}

function heard(event, revision) {
  if (revision > known()[event]) {
    waiting[event] = revision;
    schedule();
  }
}

function listen() {
  const stream = new EventSource(document.getElementById("console").dataset.live);
  stream.addEventListener("stage", ({ data }) => heard("stage", Number(data)));
  stream.addEventListener("board", ({ data }) => heard("board", Number(data)));
  stream.addEventListener("open", () => document.body.classList.remove("is-cut"));
  stream.addEventListener("error", () => {
    if (!document.body.classList.contains("is-cut")) {
      document.body.classList.add("is-cut");
      say("lost");
    }
    if (stream.readyState === EventSource.CLOSED) setTimeout(catchUp, RETRY_MS);
  });
  window.addEventListener("pagehide", () => stream.close(), { once: true });
}

function noteMove({ detail }) {
  if (detail.requestConfig.verb !== "get") moves += 1;
}

/** News that was asked for before a move of one's own may be older than what the move has brought: it is asked for anew. */
function refuseOld({ detail }) {
  const isNews = busy && detail.requestConfig.verb === "get" && ["console", "work"].includes(detail.target.id);
  if (!isNews || moves === movesWhenAsked) return;
  detail.shouldSwap = false;
  catchUpSoon();
}

function catchUpSoon() {
  waiting.stage = Infinity;
  schedule();
}

/** The server has no seat for a stream now: ask once for what was missed, then try to listen again. */
function catchUp() {
  catchUpSoon();
  listen();
}

/** Begins to listen; the clock tells when what the page shows has grown old. */
export function startLive() {
  document.addEventListener("console:stale", catchUpSoon);
  document.addEventListener("htmx:beforeRequest", noteMove);
  document.addEventListener("htmx:afterRequest", noteMove);
  document.addEventListener("htmx:beforeSwap", refuseOld);
  listen();
}
