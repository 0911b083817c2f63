
// Filters, sorts and saves the table of the overview. Without it, the whole table is there.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const [form, table, tip] = [byId("filters"), byId("numbers"), byId("tip")];
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const fields = ["family", "term", "split", "level"];
  const usual = { family: "any", term: "all", split: "all", level: "any" };
  const levels = [...form.elements.level.options];
  let sorted = { column: -1, down: false };

  // The state is in the address, so that a link shows the same.
  function write() {
    const state = new URLSearchParams();
    for (const field of fields) {
      const value = form.elements[field].value;
      if (value !== usual[field]) state.set(field, value);
    }
    if (sorted.column >= 0) state.set("sort", (sorted.down ? "-" : "") + sorted.column);
    history.replaceState(null, "", "#" + (state.size ? state : "all"));
  }

  function read() {
    const state = new URLSearchParams(location.hash.slice(1));
    const choose = (field) => {
      const select = form.elements[field];
      select.value = state.get(field) ?? usual[field];
      if (select.selectedIndex < 0) select.value = usual[field];
    };
    choose("family");
    choose("term");
    choose("split");
    offerLevels();
    choose("level");
    const sort = /^(-?)(\d+)$/.exec(state.get("sort") ?? "");
    sorted = sort && heads[sort[2]] ? { column: Number(sort[2]), down: sort[1] === "-" } : { column: -1, down: false };
  }

  // Only the groups of the split that was chosen.
  function offerLevels() {
    const [split, level] = [form.elements.split.value, form.elements.level];
    const before = level.value;
    level.replaceChildren(...levels.filter((one) => !one.dataset.split || one.dataset.split === split));
    level.value = before;
    if (level.selectedIndex < 0) level.value = usual.level;
    level.disabled = level.options.length < 2;
  }

  // A level has a meaning in its own split only.
  const isShown = (row) => fields.every((field) => [row.dataset[field], "any"].includes(form.elements[field].value));

  const compare = (one, other) => {
    const [a, b] = [one.cells[sorted.column], other.cells[sorted.column]];
    if (a.dataset.number === undefined) return a.textContent.localeCompare(b.textContent, document.documentElement.lang, { numeric: true });
    // What has no number stands last, whichever way.
    if (!a.dataset.number || !b.dataset.number) return (sorted.down ? -1 : 1) * (Boolean(b.dataset.number) - Boolean(a.dataset.number));
    return a.dataset.number - b.dataset.number;
  };

  function show() {
    let count = 0;
    for (const row of rows) {
      row.hidden = !isShown(row);
      if (!row.hidden) {
        count += 1;
        offerTip(row);
      }
    }
    const order = sorted.column < 0 ? rows : [...rows].sort((one, other) => (sorted.down ? -1 : 1) * compare(one, other));
    body.append(...order);
    heads.forEach((head, column) => {
      if (column === sorted.column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const said = byId("count").dataset.said;
    byId("count").textContent = said.replace("%SHOWN%", count).replace("%ALL%", rows.length);
  }

  function offerTip(row) {
    const cell = row.cells[4];
    if (cell.firstElementChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = cell.textContent;
    cell.replaceChildren(button);
  }

  function openTip(button) {
    tip.textContent = button.closest("tr").dataset.tip;
    tip.hidden = false;
    button.setAttribute("aria-describedby", "tip");
    const [at, size] = [button.getBoundingClientRect(), tip.getBoundingClientRect()];
    tip.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + "px";
    const below = at.bottom + 4;
    tip.style.top = (below + size.height > innerHeight ? Math.max(8, at.top - size.height - 4) : below) + "px";
  }

  function closeTip() {
    tip.hidden = true;
    body.querySelector("[aria-describedby]")?.removeAttribute("aria-describedby");
  }

  // A text that a spreadsheet would take for a formula gets an apostrophe before it.
  const text = (value) => '"' + (/^[=+\-@\t\r]/.test(value) ? "'" + value : value).replaceAll('"', '""') + '"';

  function csv() {
    const lines = [["measure", "what", "term", "group", "estimate", "low", "high", "n", "unit", "target"].join(",")];
    for (const row of [...body.rows].filter((one) => !one.hidden)) {
      const words = [0, 1, 2, 3].map((place) => text(row.cells[place].textContent));
      const estimate = row.cells[4].dataset.number || text(row.cells[4].textContent);
      const numbers = [estimate, row.dataset.low, row.dataset.high, row.cells[6].dataset.number];
      lines.push([...words, ...numbers, text(row.dataset.unit), text(row.cells[7].textContent.trim())].join(","));
    }
    return lines.join("\r\n") + "\r\n";
  }

  function save() {
    const link = document.createElement("a");
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    link.href = URL.createObjectURL(new Blob(["\ufeff", csv()], { type: "text/csv" }));
    link.download = "numbers.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      sorted = { column, down: sorted.column === column && !sorted.down };
      show();
      write();
    });
    head.replaceChildren(button);
  });
  form.addEventListener("change", () => {
    offerLevels();
    show();
    write();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    sorted = { column: -1, down: false };
    for (const field of fields) form.elements[field].value = usual[field];
    offerLevels();
    show();
    write();
  });
  byId("save").addEventListener("click", save);
  const onButton = (work) => (event) => {
    const button = event.target.closest("td button");
    if (button) work(button);
  };
  body.addEventListener("pointerover", onButton(openTip));
  body.addEventListener("focusin", onButton(openTip));
  body.addEventListener("click", onButton(openTip));
  body.addEventListener("focusout", closeTip);
  body.addEventListener("pointerout", (event) => {
    if (event.relatedTarget !== tip) closeTip();
  });
  tip.addEventListener("pointerleave", closeTip);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeTip();
  });
  addEventListener("scroll", closeTip, true);
  // A link to a part of the page is no state.
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    read();
    show();
  });

  const asOf = byId("as-of");
  if (asOf) {
    const days = Math.floor((Date.now() - Date.parse(asOf.dateTime)) / 86400000);
    const said = new Intl.RelativeTimeFormat(document.documentElement.lang);
    if (days > 0) asOf.after(" (" + said.format(-days, "day") + ")");
  }
  form.hidden = false;
  read();
  show();
})();
