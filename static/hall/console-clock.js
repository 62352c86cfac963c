// The clock counts down between two answers of the server.

let endsAt = null;

function read() {
  const clock = document.getElementById("clock");
  endsAt = clock && "runs" in clock.dataset ? performance.now() + Number(clock.dataset.seconds) * 1000 : null;
}

function draw() {
  const clock = document.getElementById("clock");
  if (!clock || endsAt === null) return;
  const left = Math.trunc((endsAt - performance.now()) / 1000);
  const seconds = Math.abs(left);
  const face = `${left < 0 ? "-" : ""}${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (clock.textContent !== face) clock.textContent = face;
  clock.classList.toggle("now__clock--over", left < 0);
}

/** Keeps the running step in sight in a long agenda. */
function showCurrent() {
  const row = document.querySelector(".agenda__row--running");
  const steps = row?.closest(".agenda__steps");
  if (!steps) return;
  const hidden = row.offsetTop < steps.scrollTop || row.offsetTop + row.offsetHeight > steps.scrollTop + steps.clientHeight;
  if (hidden) steps.scrollTop = row.offsetTop - steps.clientHeight / 2;
}

/** Lets the clock run. */
export function startClock() {
  read();
  showCurrent();
  document.addEventListener("console:merged", ({ target }) => {
    read();
    draw();
    if (target.id === "console") showCurrent();
  });
  setInterval(draw, 250);
}
