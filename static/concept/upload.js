/* Says at once that a file is too large, instead of after minutes of sending. */
const form = document.querySelector("[data-upload]");
const field = form.querySelector("input[type=file]");
const refusal = form.querySelector("[data-upload-refusal]");

field.addEventListener("change", () => {
  const [file] = field.files;
  const tooLarge = file !== undefined && file.size > Number(field.dataset.limit);
  field.setCustomValidity(tooLarge ? field.dataset.tooLarge : "");
  field.setAttribute("aria-invalid", String(tooLarge));
  refusal.hidden = !tooLarge;
  if (tooLarge) {
    refusal.replaceChildren(Object.assign(document.createElement("p"), { textContent: field.dataset.tooLarge }));
  }
});
