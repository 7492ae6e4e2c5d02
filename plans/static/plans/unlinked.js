// 未归类指标名: from name to name, and into the field that decides, by keys.
(() => {
  "use strict";
  const chosen = window.planChoice([...document.querySelectorAll(".un-name")]);
  const enter = (selector) => () => {
    chosen.within(selector)?.focus();
    chosen.within(selector)?.select();
  };

  function take(button) {
    const input = button.closest("form").elements.indicator;
    input.value = button.dataset.value;
    input.focus();
  }

  for (const button of document.querySelectorAll(".un-alike")) button.addEventListener("click", () => take(button));
  document.getElementById("un-least").addEventListener("change", (event) => event.target.form.submit());
  window.planKeyboard({
    KeyJ: chosen.step(1),
    KeyK: chosen.step(-1),
    KeyI: enter("input[name=code]"),
    KeyB: enter("input[name=indicator]"),
    KeyY: () => chosen.within(".un-alike")?.click(),
  });
})();
