// The form of one target, outcome or mention of a project: the keys that decide about it and lead to the next.
(() => {
  "use strict";
  const bar = document.getElementById("fg");
  if (!bar) return;
  const text = document.getElementById("fg-text");
  const sure = document.getElementById("fg-sure");
  const press = (id) => () => document.getElementById(id)?.click();
  const go = (name) => () => {
    if (bar.dataset[name]) location.href = bar.dataset[name];
  };
  const form = document.querySelector("#content form[id$=_form]");
  const firstField = () => document.querySelector("#id_indicator_name, #id_name");

  // The number stands in the middle of its paragraph, however long that is; only the pane scrolls.
  function showNumber() {
    const number = text.querySelector(".fg-on");
    if (number) text.scrollTop = number.offsetTop - text.offsetTop - text.clientHeight / 3;
  }

  function edit() {
    const input = firstField();
    if (!input) return;
    input.focus();
    input.select();
  }

  function openText() {
    if (document.activeElement === text) {
      text.blur();
      return;
    }
    text.focus();
    showNumber();
  }

  document.getElementById("fg-remove")?.addEventListener("click", () => sure.showModal());
  document.getElementById("fg-not-sure")?.addEventListener("click", () => sure.close());
  window.planKeyboard(
    {
      KeyJ: go("next"),
      KeyK: go("previous"),
      KeyN: go("nextOpen"),
      KeyP: go("previousOpen"),
      KeyA: press("fg-accept"),
      KeyT: press("fg-move"),
      KeyX: press("fg-remove"),
      KeyI: press("fg-add"),
      KeyU: press("fg-list"),
      KeyG: press("fg-project"),
      KeyE: edit,
      KeyO: openText,
    },
    { save: () => document.querySelector("button[name=_save]")?.click() },
  );
  showNumber();
  if (form && form.querySelector(".errornote")) edit();
})();
