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

// The take-home code goes to the clipboard where the browser has one; it is selected in any case.
async function copyCode(button) {
  getSelection().selectAllChildren(find(".take-home__code"));
  await navigator.clipboard?.writeText(button.dataset.copy);
  if (navigator.clipboard) find(".take-home [role=status]").textContent = button.dataset.copied;
}
