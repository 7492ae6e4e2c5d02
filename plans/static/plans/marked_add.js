// Adding a record: words selected in the paragraph become its number or name; positions count code points of the text.
(() => {
  "use strict";
  const text = document.getElementById("fg-text");
  if (!text) return;
  const firstField = () => document.querySelector("#id_indicator_name, #id_name");
  const length = (from, to) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    if (from) range.setStart(from[0], from[1]);
    if (to) range.setEnd(to[0], to[1]);
    return [...range.toString()].length;
  };

  function choose() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    let from = length(null, [range.startContainer, range.startOffset]);
    let to = length(null, [range.endContainer, range.endOffset]);
    const characters = [...text.textContent];
    while (from < to && /\s/.test(characters[from])) from += 1;
    while (to > from && /\s/.test(characters[to - 1])) to -= 1;
    if (from < to) location.href = `${text.dataset.url}&from=${from}&to=${to}`;
  }

  // Mark the chosen words, wherever tags cut them.
  function mark(from, to) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    let at = 0;
    for (const node of nodes) {
      const characters = [...node.data];
      const a = Math.max(from - at, 0);
      const b = Math.min(to - at, characters.length);
      at += characters.length;
      if (a >= b) continue;
      const marked = document.createElement("mark");
      marked.textContent = characters.slice(a, b).join("");
      node.replaceWith(characters.slice(0, a).join(""), marked, characters.slice(b).join(""));
    }
    const first = text.querySelector("mark");
    if (first) text.scrollTop = first.offsetTop - text.offsetTop - text.clientHeight / 3;
  }

  if ("from" in text.dataset) {
    mark(Number(text.dataset.from), Number(text.dataset.to));
    firstField()?.focus();
  }
  text.addEventListener("mouseup", () => setTimeout(choose));
  // The numbers of existing records are no links here: they can be selected like any other words.
  for (const link of text.querySelectorAll("a")) {
    link.removeAttribute("href");
    link.draggable = false;
  }
  const candidates = [...document.querySelectorAll(".fg-candidates a")];
  const keys = {
    KeyE: () => firstField()?.focus(),
    KeyU: () => document.getElementById("fg-return").click(),
  };
  for (let n = 1; n < 10; n += 1) {
    keys[`Digit${n}`] = () => candidates[n - 1]?.click();
    keys[`Numpad${n}`] = keys[`Digit${n}`];
  }
  window.planKeyboard(keys, { save: () => document.querySelector("button[name=_save]")?.click() });
})();
