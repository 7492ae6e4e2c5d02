// The marked words in the workbench's paragraphs: from one to the next by keys, and selected words to the page that adds a record.
(() => {
  "use strict";
  const pane = document.getElementById("wb-blocks");
  const help = document.getElementById("wb-help");
  if (!pane) return;
  const FIGURE = "a.add:not(.add-mention)";
  const MENTION = "a.add-mention";
  const chosen = () => pane.querySelector(".wb-block.on");

  // The next number in the chosen paragraph; at its end, the first of the paragraphs after it.
  function step(by) {
    const numbers = [...pane.querySelectorAll("a.fg")].filter((number) => number.offsetParent !== null);
    const focused = numbers.indexOf(document.activeElement);
    if (focused >= 0) {
      numbers[focused + by]?.focus();
      return;
    }
    const block = chosen();
    const after = (number) => !block || block.contains(number) || block.compareDocumentPosition(number) & Node.DOCUMENT_POSITION_FOLLOWING;
    const first = numbers.findIndex(after);
    if (by > 0) (numbers[first] ?? null)?.focus();
    else (numbers[(first < 0 ? numbers.length : first) - 1] ?? null)?.focus();
  }

  // Start and end of the selected words in the text of a block, in code points; nothing where nothing is selected.
  function selected(block) {
    const selection = getSelection();
    const text = block.querySelector(".tx");
    if (!text || selection.isCollapsed || !selection.rangeCount) return "";
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return "";
    const upTo = (node, offset) => {
      const before = document.createRange();
      before.selectNodeContents(text);
      before.setEnd(node, offset);
      return [...before.toString()].length;
    };
    return `&from=${upTo(range.startContainer, range.startOffset)}&to=${upTo(range.endContainer, range.endOffset)}`;
  }

  function add(block, kind) {
    const link = block && block.querySelector(kind);
    if (link) location.href = link.getAttribute("href") + selected(block);
  }

  // Words selected in a paragraph belong to it, chosen or not.
  function selectedBlock() {
    const node = getSelection().anchorNode;
    return (String(getSelection()) && node && node.parentElement.closest(".wb-block")) || chosen();
  }

  pane.addEventListener("mousedown", (event) => {
    if (event.target.closest("a.add")) event.preventDefault(); // keeps the selection
  });
  pane.addEventListener("click", (event) => {
    const link = event.target.closest("a.add");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    add(link.closest(".wb-block"), link.classList.contains("add-mention") ? MENTION : FIGURE);
  });
  const keys = { KeyL: () => step(1), KeyH: () => step(-1), KeyI: () => add(selectedBlock(), FIGURE), KeyM: () => add(selectedBlock(), MENTION) };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || help.open) return;
    if (event.target.closest("input, select, textarea, [contenteditable]") || !(event.code in keys)) return;
    event.preventDefault();
    keys[event.code]();
  });
})();
