// What the pages do better with JavaScript; every one of them works without.

// A number is copied by a click.
document.addEventListener("click", (event) => {
  const number = event.target.closest("[data-copy]");
  if (number && navigator.clipboard) {
    navigator.clipboard.writeText(number.textContent.trim());
    number.setAttribute("data-copied", "");
    setTimeout(() => number.removeAttribute("data-copied"), 1500);
  }
});

// What was typed and not saved is not left by mistake.
let typed = false;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (form) {
    typed = true;
    form.setAttribute("data-typed", "");
  }
});
document.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

// A page left alone is closed before its session is.
const idle = Number(document.body.dataset.idle);
if (idle) {
  let over;
  const wait = () => { clearTimeout(over); over = setTimeout(() => { typed = false; location.reload(); }, (idle + 5) * 1000); };
  ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, wait, { passive: true }));
  wait();
}
