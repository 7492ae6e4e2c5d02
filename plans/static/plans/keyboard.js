// Keys of a page, by the key's place, so that they answer under a Chinese input method too.
// `keys` maps an event's code to what is done; fields, dialogs and combinations keep their own keys.
window.planKeyboard = (keys, more = {}) => {
  const { save } = more;
  const help = document.getElementById("fg-help");
  const field = (event) => event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], .select2-container");

  function toggleHelp() {
    if (help.open) help.close();
    else help.showModal();
  }
  if (help) document.getElementById("fg-help-open").addEventListener("click", toggleHelp);

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (save && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (field(event)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (help && (event.key === "?" || event.key === "？")) {
      event.preventDefault();
      toggleHelp();
      return;
    }
    if (document.querySelector("dialog[open]") || event.shiftKey || !(event.code in keys)) return;
    event.preventDefault();
    keys[event.code](event);
  });
};

// One of several items is chosen: by a click, by a step from item to item, or by the address the page was opened with.
// An address that names an item which is gone by now (decided, moved) chooses the last one.
window.planChoice = (items) => {
  let current = null;

  function choose(item, { scroll = true } = {}) {
    if (!item) return;
    if (current) current.classList.remove("on");
    current = item;
    item.classList.add("on");
    if (scroll) item.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#${item.id}`);
  }

  for (const item of items) {
    item.addEventListener("click", () => choose(item, { scroll: false }));
    item.addEventListener("focusin", () => choose(item, { scroll: false }));
  }
  const asked = location.hash.slice(1);
  if (asked) choose(items.find((item) => item.id === asked) ?? items.at(-1));
  return {
    within: (selector) => current?.querySelector(selector),
    all: (selector) => [...(current?.querySelectorAll(selector) ?? [])],
    // Past either end it stays where it is; from nowhere it goes to the first, or backward to the last.
    step: (by) => () => choose(current ? items[items.indexOf(current) + by] : items.at(by > 0 ? 0 : -1)),
  };
};
