// Translating: Ctrl + Enter saves the page and goes on behind the text in which somebody writes. All else is an ordinary form.

function save(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const button = event.target.closest(".twin")?.querySelector("button[name=save]");
  if (!button) return;
  event.preventDefault();
  button.click();
}

document.querySelector(".twins")?.addEventListener("keydown", save);
