// 待定关联: from pair to pair, each decided with one key. The page loads anew at the pair that has moved up.
(() => {
  "use strict";
  const chosen = window.planChoice([...document.querySelectorAll(".pj-pair")]);
  const ask = (value) => (event) => event.repeat || chosen.within(`.pj-do button[value=${value}]`)?.click();
  const open = (nth) => () => chosen.all(".pj-name a")[nth]?.click();
  let decided = false;

  // A key held down decides once, and so does a second press before the page has gone: the next pair has not been read yet.
  for (const form of document.querySelectorAll(".pj-do")) {
    form.addEventListener("submit", (event) => {
      if (decided) event.preventDefault();
      decided = true;
    });
  }
  document.getElementById("pj-state").addEventListener("change", (event) => event.target.form.submit());
  window.planKeyboard({ KeyJ: chosen.step(1), KeyK: chosen.step(-1), KeyA: ask("accept"), KeyX: ask("reject"), KeyE: open(0), KeyR: open(1) });
})();
