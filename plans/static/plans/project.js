// The page of a project: from mention to mention, and what is decided about them, by keys.
(() => {
  "use strict";
  const mentions = [...document.querySelectorAll(".pj-mention")];
  let current = null;

  function choose(mention, { scroll = true } = {}) {
    if (!mention) return;
    if (current) current.classList.remove("on");
    current = mention;
    mention.classList.add("on");
    if (scroll) mention.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `${location.search}#${mention.id}`);
  }

  const step = (by) => () => choose(mentions[current ? mentions.indexOf(current) + by : by > 0 ? 0 : mentions.length - 1]);
  const press = (id) => () => document.getElementById(id)?.click();

  for (const mention of mentions) mention.addEventListener("click", () => choose(mention, { scroll: false }));
  window.planKeyboard({
    KeyJ: step(1),
    KeyK: step(-1),
    KeyE: () => current?.querySelector("a.fg").click(),
    KeyS: () => current?.querySelector(".pj-split")?.click(),
    KeyF: () => document.getElementById("pj-q")?.focus(),
    KeyA: press("pj-accept"),
    KeyU: press("pj-list"),
  });
  choose(location.hash.length > 1 && document.getElementById(location.hash.slice(1)));
})();
