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

// A page left alone says so, and is closed before its session is.
const idle = Number(document.body.dataset.idle);
if (idle) {
  const soon = document.createElement("p");
  soon.className = "note warning soon";
  soon.setAttribute("role", "alert");
  let warned, over;
  const wait = () => {
    clearTimeout(warned);
    clearTimeout(over);
    soon.remove();
    warned = setTimeout(() => {
      soon.textContent = document.body.dataset.idleSoon;
      document.body.prepend(soon);
    }, Math.max(idle - 60, 1) * 1000);
    over = setTimeout(() => { typed = false; location.reload(); }, (idle + 5) * 1000);
  };
  ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, wait, { passive: true }));
  wait();
  // Who writes for long is not signed out while writing.
  let told = Date.now();
  document.addEventListener("input", () => {
    if (Date.now() - told > 300000) {
      told = Date.now();
      fetch("/", { method: "HEAD" });
    }
  });
}

// Escape three times: nothing is left on the screen, and the session is over.
let escapes = [];
document.addEventListener("keydown", (event) => {
  const leave = document.querySelector("[data-leave]");
  if (event.key !== "Escape" || !leave) return;
  escapes = [...escapes.slice(-2), Date.now()];
  if (escapes.length === 3 && escapes[2] - escapes[0] < 1500) {
    typed = false;
    document.documentElement.hidden = true;
    leave.form.submit();
  }
});
