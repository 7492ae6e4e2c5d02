// 逐条核对, 核对项目: one record after the other, decided by keys; accepting answers in place, everything else loads the page anew.
(() => {
  "use strict";
  const list = document.getElementById("fg-list");
  if (!list) return;
  const entries = [...list.querySelectorAll(".fg-entry")];
  const form = document.getElementById("fg-form");
  const sure = document.getElementById("fg-sure");
  let current = null;

  const shown = (entry) => entry.offsetParent !== null;
  const open = (entry) => entry.dataset.state !== "reviewed";
  const group = () => current && current.closest(".fg-group");
  const button = (entry, value) => entry.querySelector(`.fg-do button[value=${value}]`);

  function choose(entry, { scroll = true } = {}) {
    if (!entry) return;
    for (const old of list.querySelectorAll(".on, .fg-on")) old.classList.remove("on", "fg-on");
    current = entry;
    entry.classList.add("on");
    const number = entry.closest(".fg-group").querySelector(`.fg-text [data-key="${entry.dataset.key}"]`);
    if (number) {
      number.classList.add("fg-on");
      const text = number.closest(".fg-text");
      if (text.scrollHeight > text.clientHeight) text.scrollTop = number.offsetTop - text.offsetTop - text.clientHeight / 3;
    }
    if (scroll) entry.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#${entry.id}`);
  }

  // The next entry in a direction that is shown and that `wanted` accepts; from the top where none is chosen.
  function seek(by, wanted = () => true) {
    const from = current ? entries.indexOf(current) : by > 0 ? -1 : entries.length;
    for (let i = from + by; i >= 0 && i < entries.length; i += by) if (shown(entries[i]) && wanted(entries[i])) return entries[i];
    return null;
  }

  async function setState(pressed) {
    const entry = pressed.closest(".fg-entry");
    const note = entry.querySelector(".state");
    const was = open(entry);
    try {
      const answer = await fetch(pressed.formAction, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { state, label } = await answer.json();
      entry.dataset.state = state;
      note.textContent = label;
      const count = document.getElementById("fg-open");
      count.textContent = String(Number(count.textContent) + (open(entry) - was));
    } catch (failure) {
      note.textContent = `没有保存(${failure.message}),请刷新后再试`;
    }
  }

  // Where the page stands after it has loaded anew: on this record, or on its neighbour if it is gone.
  function submit(pressed, anchor) {
    form.elements.next.value = `${location.pathname}${anchor ? `#${anchor.id}` : ""}`;
    form.requestSubmit(pressed);
  }

  function remove(entry) {
    document.getElementById("fg-sure-name").textContent = `${entry.querySelector(".fg-name").textContent} ${entry.querySelector(".fg-how b").textContent}`;
    sure.returnValue = "";
    sure.showModal();
    sure.onclose = () => {
      if (sure.returnValue !== "yes") return;
      choose(entry, { scroll: false });
      submit(button(entry, "remove"), seek(1) || seek(-1));
    };
  }

  function press(pressed) {
    const entry = pressed.closest(".fg-entry");
    if (pressed.value === "accept" || pressed.value === "reopen") setState(pressed);
    else if (pressed.value === "remove") remove(entry);
    else submit(pressed, entry);
  }

  function accept() {
    if (!current) return;
    const pressed = button(current, "accept");
    const next = seek(1);
    if (pressed && open(current)) setState(pressed);
    choose(next);
  }

  // Clicks come twice for a submit: once by hand, once by requestSubmit; only the first is ours.
  list.addEventListener("click", (event) => {
    const pressed = event.target.closest(".fg-do button");
    if (pressed) {
      event.preventDefault();
      press(pressed);
      return;
    }
    const number = event.target.closest(".fg-text a.fg");
    if (number && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      choose(entries.find((entry) => entry.dataset.key === number.dataset.key));
      return;
    }
    if (event.target.closest("a") || String(getSelection())) return;
    const entry = event.target.closest(".fg-entry");
    if (entry) choose(entry, { scroll: false });
  });
  document.getElementById("fg-show").addEventListener("change", (event) => {
    list.dataset.show = event.target.value;
    event.target.blur();
    if (current && !shown(current)) choose(seek(1) || seek(-1));
  });

  const ask = (value) => () => {
    const pressed = current && button(current, value);
    if (pressed) press(pressed);
  };
  window.planKeyboard({
    KeyJ: () => choose(seek(1)),
    KeyK: () => choose(seek(-1)),
    KeyN: () => choose(seek(1, open)),
    KeyP: () => choose(seek(-1, open)),
    KeyA: accept,
    KeyT: ask("move"),
    KeyX: ask("remove"),
    KeyE: () => current && current.querySelector(".fg-name").click(),
    KeyI: () => group()?.querySelector(".fg-add")?.click(),
    KeyG: () => current?.querySelector(".fg-project-link")?.click(),
    KeyO: () => group()?.querySelector(".fg-more a").click(),
  });
  const asked = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (asked) choose(asked.classList.contains("fg-entry") ? asked : asked.querySelector(".fg-entry"));
})();
