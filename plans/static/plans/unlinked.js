// 未归类指标名: from name to name, and into the field that decides, by keys.
(() => {
  "use strict";
  const names = [...document.querySelectorAll(".un-name")];
  let current = null;

  function choose(name, { scroll = true } = {}) {
    if (!name) return;
    if (current) current.classList.remove("on");
    current = name;
    name.classList.add("on");
    if (scroll) name.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#${name.id}`);
  }

  const step = (by) => current === null ? choose(names[0]) : choose(names[Math.min(Math.max(names.indexOf(current) + by, 0), names.length - 1)]);
  const enter = (selector) => () => {
    const input = current && current.querySelector(selector);
    if (!input) return;
    input.focus();
    input.select();
  };

  function take(button) {
    const input = button.closest("form").elements.indicator;
    input.value = button.dataset.value;
    input.focus();
  }

  for (const button of document.querySelectorAll(".un-alike")) button.addEventListener("click", () => take(button));
  for (const name of names) name.addEventListener("focusin", () => choose(name, { scroll: false }));
  for (const name of names) name.addEventListener("click", () => choose(name, { scroll: false }));
  document.getElementById("un-least").addEventListener("change", (event) => event.target.form.submit());
  window.planKeyboard({ KeyJ: () => step(1), KeyK: () => step(-1), KeyI: enter("input[name=code]"), KeyB: enter("input[name=indicator]"), KeyY: () => current?.querySelector(".un-alike")?.click() });
  const asked = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (asked || location.hash) choose(asked || names[names.length - 1]);
})();
