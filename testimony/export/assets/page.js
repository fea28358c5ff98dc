"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const audio = document.querySelector("audio");
  const rows = Array.from(document.querySelectorAll("tbody tr.line"));
  const starts = data.map((segment) => segment.s);
  const find = document.getElementById("find");
  const who = document.getElementById("who");
  const stop = document.getElementById("stop");
  const said = document.getElementById("said");
  const texts = rows.map((row) => row.textContent.normalize("NFKC").toLowerCase());
  let now = -1, shown = null, until = Infinity;

  function at(ms) {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= ms) low = middle + 1; else high = middle;
    }
    for (let i = low - 1; i >= 0 && i >= low - 8; i--) if (ms < data[i].e) return i;
    return -1;
  }

  function unmark() {
    if (shown) shown.cell.textContent = shown.text;
    shown = null;
  }

  function enter(index) {
    if (index === now) return;
    unmark();
    if (now >= 0) { rows[now].classList.remove("now"); rows[now].removeAttribute("aria-current"); }
    now = index;
    if (now < 0) return;
    rows[now].classList.add("now");
    rows[now].setAttribute("aria-current", "true");
    const box = rows[now].getBoundingClientRect();
    if (box.top < 120 || box.bottom > innerHeight - 40) rows[now].scrollIntoView({ block: "nearest" });
    const words = data[now].w;
    if (!words) return;
    const cell = rows[now].querySelectorAll("td.said")[data[now].c];
    const text = cell.textContent, spans = [];
    let done = 0;
    cell.textContent = "";
    for (const [, , from, length] of words) {
      cell.append(text.slice(done, from));
      const span = document.createElement("span");
      span.textContent = text.slice(from, from + length);
      cell.append(span);
      spans.push(span);
      done = from + length;
    }
    cell.append(text.slice(done));
    shown = { cell, text, spans };
  }

  function follow() {
    const ms = audio.currentTime * 1000;
    if (ms >= until) { audio.pause(); until = Infinity; }
    enter(at(ms));
    if (shown) {
      data[now].w.forEach(([from, to], i) => shown.spans[i].classList.toggle("word", ms >= from && ms < to));
    }
    if (!audio.paused) requestAnimationFrame(follow);
  }

  function play(index) {
    if (!audio) return;
    audio.currentTime = data[index].s / 1000;
    until = stop.checked ? data[index].e : Infinity;
    enter(index);
    audio.play().catch(() => {});
  }

  function filter() {
    const wanted = find.value.normalize("NFKC").toLowerCase().trim();
    let count = 0;
    rows.forEach((row, i) => {
      const show = (!who.value || row.dataset.who === who.value) && (!wanted || texts[i].includes(wanted));
      row.hidden = !show;
      for (let more = row.nextElementSibling; more && more.className === "told"; more = more.nextElementSibling) {
        more.hidden = !show;
      }
      if (show) count += 1;
    });
    said.textContent = count === rows.length ? "" : count + " of " + rows.length + " lines";
    highlight(wanted);
  }

  function highlight(wanted) {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!wanted) return;
    const ranges = [];
    for (const row of rows) {
      if (row.hidden) continue;
      for (const cell of row.querySelectorAll("td.said")) {
        const node = cell.firstChild, text = cell.textContent.toLowerCase();
        if (!node || cell.childNodes.length !== 1) continue;
        for (let i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length)) {
          const range = new Range();
          range.setStart(node, i);
          range.setEnd(node, Math.min(i + wanted.length, node.length));
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function move(step) {
    const visible = rows.filter((row) => !row.hidden);
    const focus = document.activeElement && document.activeElement.closest("tbody tr.line");
    const from = visible.indexOf(focus || rows[now]);
    const next = visible[Math.max(0, Math.min(visible.length - 1, from + step))];
    if (next) next.querySelector("button").focus();
  }

  document.querySelector("tbody").addEventListener("click", (event) => {
    const row = event.target.closest("tr.line");
    if (row && !String(getSelection())) play(rows.indexOf(row));
  });
  find.addEventListener("input", filter);
  who.addEventListener("change", filter);
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape" && typing) { find.value = ""; who.value = ""; filter(); event.target.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); find.focus(); }
    else if (event.key === "ArrowDown" || event.key === "j") { event.preventDefault(); move(1); }
    else if (event.key === "ArrowUp" || event.key === "k") { event.preventDefault(); move(-1); }
    else if (event.key === "p" && audio) { if (audio.paused) audio.play().catch(() => {}); else audio.pause(); }
    else if (event.key === "b" && audio) { audio.currentTime = Math.max(0, audio.currentTime - 3); }
  });
  if (audio) {
    audio.addEventListener("play", follow);
    audio.addEventListener("seeked", follow);
    // A kind of sound that this browser does not know, or no file to be had: two different things to do.
    const silent = () => {
      const told = audio.canPlayType(audio.dataset.kind) === "" ? "unplayable" : "missing";
      document.getElementById(told).hidden = false;
    };
    audio.addEventListener("error", silent, true);
    if (audio.error) silent();
  }
  filter();
})();
