// The workbench: keeps outline, structure and source on the same place, and answers keys.
// Positions in data-s and data-e count code points of the decoded source; everything is shown as text, never as markup.
(() => {
  "use strict";
  const wb = document.getElementById("wb");
  if (!wb) return;
  const source = document.getElementById("wb-source");
  const pane = document.getElementById("wb-blocks");
  const help = document.getElementById("wb-help");
  const blocks = [...pane.querySelectorAll(".wb-block")];
  const lines = [...source.querySelectorAll(".pl-line")];
  const starts = lines.map((line) => Number(line.dataset.s));
  const entries = new Map([...wb.querySelectorAll(".wb-outline a")].map((a) => [a.hash.slice(1), a]));
  let current = null;
  let marked = [];

  const number = (element, key) => (key in element.dataset ? Number(element.dataset[key]) : null);
  const shown = (element) => element.offsetParent !== null;

  // Index of the last entry of a sorted list that is not above `value`.
  function lastUpTo(list, value) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // ---- source: marking and finding a place ----
  function unmark() {
    for (const line of marked) {
      const text = line.querySelector(".pl-tx");
      if (text.firstElementChild) text.textContent = text.textContent;
      line.classList.remove("on");
    }
    marked = [];
  }

  function markLine(line, from, to) {
    const text = line.querySelector(".pl-tx");
    const characters = [...text.textContent];
    const base = Number(line.dataset.s);
    const a = Math.max(from - base, 0);
    const b = Math.min(to - base, characters.length);
    if (b < a || (b === a && characters.length)) return;
    const mark = document.createElement("mark");
    mark.textContent = characters.slice(a, b).join("");
    text.replaceChildren(characters.slice(0, a).join(""), mark, characters.slice(b).join(""));
    line.classList.add("on");
    marked.push(line);
  }

  function markSource(element) {
    unmark();
    const from = number(element, "s");
    const to = number(element, "e");
    if (from !== null && to !== null) {
      for (let i = Math.max(lastUpTo(starts, from), 0); i < lines.length && starts[i] < to; i += 1) markLine(lines[i], from, to);
    } else if (number(element, "l") !== null) {
      const last = number(element, "le") ?? number(element, "l");
      for (const line of lines.slice(number(element, "l") - 1, last)) {
        line.classList.add("on");
        marked.push(line);
      }
    }
  }

  // Only our own panes scroll, never the page around them.
  function reveal(box, element, always) {
    const outer = box.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    if (!always && inner.top >= outer.top && inner.bottom <= outer.bottom) return;
    box.scrollTop += inner.top - outer.top - Math.min(outer.height / 4, 120);
  }

  function positionAt(event, line) {
    const caret = document.caretPositionFromPoint ? document.caretPositionFromPoint(event.clientX, event.clientY) : null;
    const spot = caret ? [caret.offsetNode, caret.offset] : rangeAt(event);
    const text = line.querySelector(".pl-tx");
    if (!spot || !text.contains(spot[0])) return Number(line.dataset.s);
    const range = document.createRange();
    range.selectNodeContents(text);
    range.setEnd(spot[0], spot[1]);
    return Number(line.dataset.s) + [...range.toString()].length;
  }

  function rangeAt(event) {
    const range = document.caretRangeFromPoint ? document.caretRangeFromPoint(event.clientX, event.clientY) : null;
    return range && [range.startContainer, range.startOffset];
  }

  const placed = blocks.filter((block) => "s" in block.dataset).sort((a, b) => a.dataset.s - b.dataset.s);
  const placedStarts = placed.map((block) => Number(block.dataset.s));

  function blockAt(position, lineNumber) {
    const before = placed[lastUpTo(placedStarts, position)];
    if (before && position < Number(before.dataset.e)) return before;
    const onLine = blocks.find((block) => number(block, "l") !== null && number(block, "l") <= lineNumber && lineNumber <= (number(block, "le") ?? number(block, "l")));
    return onLine || before || blocks[0];
  }

  // ---- choosing a block ----
  function outlineEntry(block) {
    for (let i = blocks.indexOf(block); i >= 0; i -= 1) if (entries.has(blocks[i].id)) return entries.get(blocks[i].id);
    return null;
  }

  function choose(block, { source: scrollSource = true, structure = true } = {}) {
    if (!block) return;
    if (current) current.classList.remove("on");
    for (const old of wb.querySelectorAll(".wb-outline a.on, .wb-doubt.on")) old.classList.remove("on");
    current = block;
    block.classList.add("on");
    markSource(block);
    if (structure) reveal(pane, block);
    const target = marked[0] || lines[(number(block, "near") ?? 1) - 1];
    if (scrollSource && target) reveal(source, target, marked.length === 0);
    const entry = outlineEntry(block);
    if (entry) {
      entry.classList.add("on");
      for (let d = entry.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
      reveal(entry.closest(".wb-outline"), entry);
    }
    history.replaceState(null, "", `#${block.id}`);
  }

  function chooseDoubt(doubt) {
    const block = doubt.closest(".wb-block");
    choose(block);
    doubt.classList.add("on");
    if ("s" in doubt.dataset) markSource(doubt);
    if (marked[0]) reveal(source, marked[0]);
    reveal(pane, doubt);
    history.replaceState(null, "", `#${doubt.id}`);
  }

  // A browser moves the whole page to the place its address names, now or once all is loaded; only the panes should move.
  function stayOnTop() {
    scrollTo(0, 0);
    if (document.readyState !== "complete") addEventListener("load", () => setTimeout(() => scrollTo(0, 0)), { once: true });
  }

  function chooseFromAddress() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    stayOnTop();
    if (target.classList.contains("wb-doubt")) chooseDoubt(target);
    else if (target.classList.contains("wb-block")) choose(target);
  }

  function step(list, from, by) {
    const visible = list.filter(shown);
    if (!visible.length) return null;
    const at = from ? visible.indexOf(from) : -1;
    if (at >= 0) return visible[Math.min(Math.max(at + by, 0), visible.length - 1)];
    if (!from) return by > 0 ? visible[0] : visible[visible.length - 1];
    const later = visible.findIndex((item) => from.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (by > 0) return visible[later < 0 ? visible.length - 1 : later];
    return visible[later < 0 ? visible.length - 1 : Math.max(later - 1, 0)];
  }

  const openDoubts = () => [...pane.querySelectorAll('.wb-doubt[data-state="open"]')];

  function stepDoubt(by) {
    const from = wb.querySelector(".wb-doubt.on") || current;
    const doubt = step(openDoubts(), from, by);
    if (doubt) chooseDoubt(doubt);
  }

  // ---- deciding on a doubt without leaving the page ----
  async function settle(button) {
    const form = document.getElementById("wb-settle");
    const body = new FormData(form);
    body.set("state", button.value);
    const doubt = button.closest(".wb-doubt");
    try {
      const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { state, label } = await answer.json();
      tally(doubt, (state === "open") - (doubt.dataset.state === "open"));
      doubt.dataset.state = state;
      doubt.querySelector(".state").textContent = label;
    } catch (failure) {
      doubt.querySelector(".state").textContent = `没有保存(${failure.message}),请刷新后再试`;
    }
  }

  function tally(doubt, by) {
    if (!by) return;
    const add = (element) => {
      element.textContent = String(Math.max(Number(element.textContent) + by, 0));
      if (element.dataset.open !== undefined) element.hidden = element.textContent === "0";
    };
    add(document.getElementById("wb-open"));
    const block = doubt.closest(".wb-block");
    const entry = block && outlineEntry(block);
    for (let item = entry && entry.closest("li"); item; item = item.parentElement.closest("li")) {
      const count = item.querySelector(":scope > a .pl-count, :scope > details > summary .pl-count");
      if (count) add(count);
    }
  }

  // ---- listening ----
  pane.addEventListener("click", (event) => {
    const button = event.target.closest("button[form=wb-settle]");
    if (button) {
      event.preventDefault();
      settle(button);
      return;
    }
    if (event.target.closest("a") || String(getSelection())) return;
    const doubt = event.target.closest(".wb-doubt");
    if (doubt) chooseDoubt(doubt);
    else choose(event.target.closest(".wb-block"), { structure: false });
  });
  source.addEventListener("click", (event) => {
    const line = event.target.closest(".pl-line");
    if (!line || String(getSelection())) return;
    choose(blockAt(positionAt(event, line), Number(line.id.slice(1))), { source: false });
  });
  wb.querySelector(".wb-outline").addEventListener("click", (event) => {
    const entry = event.target.closest("a");
    if (!entry) return;
    event.preventDefault();
    const block = document.getElementById(entry.hash.slice(1));
    choose(block);
    reveal(pane, block, true);
  });
  document.getElementById("wb-show").addEventListener("change", (event) => {
    wb.dataset.show = event.target.value;
  });
  document.getElementById("wb-hide-noise").addEventListener("change", (event) => {
    wb.classList.toggle("no-noise", event.target.checked);
  });

  function openSource() {
    if (document.activeElement === source) {
      pane.focus();
      return;
    }
    source.focus({ preventScroll: true });
    if (marked[0]) reveal(source, marked[0], true);
  }

  function toggleHelp() {
    if (help.open) help.close();
    else help.showModal();
  }
  document.getElementById("wb-help-open").addEventListener("click", toggleHelp);

  // By the key's place, so that they answer under a Chinese input method too.
  const keys = {
    KeyJ: () => choose(step(blocks, current, 1)),
    KeyK: () => choose(step(blocks, current, -1)),
    KeyN: () => stepDoubt(1),
    KeyP: () => stepDoubt(-1),
    KeyE: () => current && current.querySelector(".edit").click(),
    KeyO: openSource,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "?" || event.key === "\uff1f") {
      event.preventDefault();
      toggleHelp();
      return;
    }
    if (help.open || event.shiftKey || !(event.code in keys)) return;
    event.preventDefault();
    keys[event.code]();
  });
  history.scrollRestoration = "manual";
  addEventListener("hashchange", chooseFromAddress);
  chooseFromAddress();
})();
