// 待定关联: from pair to pair, each decided with one key. The page loads anew at the pair that has moved up.
(() => {
  "use strict";
  const pairs = [...document.querySelectorAll(".pj-pair")];
  let current = null;

  function choose(pair, { scroll = true } = {}) {
    if (!pair) return;
    if (current) current.classList.remove("on");
    current = pair;
    pair.classList.add("on");
    if (scroll) pair.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `${location.search}#${pair.id}`);
  }

  const step = (by) => () => choose(current ? pairs[pairs.indexOf(current) + by] : pairs[0]);
  const ask = (value) => (event) => event.repeat || current?.querySelector(`.pj-do button[value=${value}]`)?.click();
  const open = (nth) => () => current?.querySelectorAll(".pj-name a")[nth]?.click();
  let decided = false;

  for (const pair of pairs) pair.addEventListener("click", () => choose(pair, { scroll: false }));
  // A key held down decides once, and so does a second press before the page has gone: the next pair has not been read yet.
  for (const form of document.querySelectorAll(".pj-do")) {
    form.addEventListener("submit", (event) => {
      if (decided) event.preventDefault();
      decided = true;
    });
  }
  document.getElementById("pj-state").addEventListener("change", (event) => event.target.form.submit());
  window.planKeyboard({ KeyJ: step(1), KeyK: step(-1), KeyA: ask("accept"), KeyX: ask("reject"), KeyE: open(0), KeyR: open(1) });
  const asked = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (asked || location.hash) choose(asked || pairs[pairs.length - 1]);
})();
