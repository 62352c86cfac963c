// Dots: how many are left; no more can be given than there are.

function countDots(form) {
  const boxes = all("[name=option]", form);
  const left = Number(form.dataset.dots) - boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.disabled = left <= 0 && !box.checked;
  for (const words of all("[data-left]", form)) words.hidden = Number(words.dataset.left) !== Math.max(0, left);
}

// The sentence that a wish belongs to: once chosen, the list makes room for the field.
function foldTopics(radio) {
  const words = radio.nextElementSibling;
  const chosen = find(".topics__chosen");
  chosen.textContent = words.textContent;
  chosen.lang = words.lang;
  chosen.dir = words.dir;
  find("#topics").open = false;
  find("#text").focus();
}

// The take-home code is selected in any case, and goes to the clipboard where the browser has one and allows it.
async function copyCode(button) {
  getSelection().selectAllChildren(find(".take-home__code"));
  const copied = await navigator.clipboard?.writeText(button.dataset.copy).then(() => true, () => false);
  if (copied) find(".take-home [role=status]").textContent = button.dataset.copied;
}
