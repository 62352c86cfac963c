// News from elsewhere: the stream says that something changed, the page fetches what it shows by an ordinary GET.
import { isHolding } from "./board.js";
import { say } from "./console-spoken.js";

const QUIET_MS = 400;
const RETRY_MS = 5000;

/** The latest revisions that were heard of. */
let waiting = { stage: 0, board: 0 };
let timer = null;
let busy = false;

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

/** The server has no seat for a stream now: ask once for what was missed, then try to listen again. */
function catchUp() {
  waiting.stage = Infinity;
  schedule();
  listen();
}

/** Begins to listen; the clock tells when what the page shows has grown old. */
export function startLive() {
  document.addEventListener("console:stale", () => {
    waiting.stage = Infinity;
    schedule();
  });
  listen();
}
