// The page of a project: from mention to mention, and what is decided about them, by keys.
(() => {
  "use strict";
  const chosen = window.planChoice([...document.querySelectorAll(".pj-mention")]);
  const press = (id) => () => document.getElementById(id)?.click();

  window.planKeyboard({
    KeyJ: chosen.step(1),
    KeyK: chosen.step(-1),
    KeyE: () => chosen.within("a.fg")?.click(),
    KeyS: () => chosen.within(".pj-split")?.click(),
    KeyF: () => document.getElementById("pj-q")?.focus(),
    KeyA: press("pj-accept"),
    KeyU: press("pj-list"),
  });
})();
