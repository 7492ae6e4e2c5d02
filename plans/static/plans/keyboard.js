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
