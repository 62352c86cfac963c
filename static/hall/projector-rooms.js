// The plenum's wall of rooms looks again by itself: what happens in a room is no news of the plenum.

const SECONDS = 5;
const code = document.body.dataset.code;
const find = (selector, root = document) => root.querySelector(selector);

async function look() {
  const wall = find("#rooms-wall");
  if (!wall || find("#board").dataset.show === "frozen") return;
  const answer = await fetch(`/${code}/board`);
  if (!answer.ok) return;
  const fragment = document.createElement("template");
  fragment.innerHTML = await answer.text();
  const fresh = find("#rooms-wall", fragment.content);
  if (fresh && !fresh.isEqualNode(wall)) wall.replaceWith(fresh);
}

setInterval(() => look().catch(() => {}), SECONDS * 1000);
