"use strict";
document.documentElement.classList.add("js");
const keyOf = (row, i) => {
  const cell = row.cells[i], v = cell.dataset.v ?? cell.textContent.trim(), n = Number(v);
  return v === "" ? null : Number.isNaN(n) ? v.toLowerCase() : n;
};
const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1);
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th"), table = head.closest("table"), body = table.tBodies[0];
    const down = head.ariaSort === "ascending" || (!head.ariaSort && head.classList.contains("n"));
    for (const other of table.tHead.rows[0].cells) other.ariaSort = null;
    head.ariaSort = down ? "descending" : "ascending";
    const rows = [...body.rows].map((row, i) => [keyOf(row, head.cellIndex), i, row]);
    rows.sort((x, y) => {
      if (x[0] === null || y[0] === null) return (x[0] === null) - (y[0] === null) || x[1] - y[1];
      return (down ? -1 : 1) * compare(x[0], y[0]) || x[1] - y[1];
    });
    body.append(...rows.map((row) => row[2]));
  });
}
for (const tools of document.querySelectorAll(".tools")) {
  const scope = document.getElementById(tools.dataset.for), told = tools.querySelector("output");
  const fields = [...tools.querySelectorAll("[data-filter]")];
  const items = [...scope.querySelectorAll("[data-item]")].map((item) => [item, item.textContent.toLowerCase()]);
  const apply = () => {
    let shown = 0;
    for (const [item, content] of items) {
      const fits = fields.every((field) => {
        const wanted = field.value;
        if (!wanted) return true;
        if (field.dataset.filter === "text") return content.includes(wanted.toLowerCase());
        return (item.getAttribute("data-" + field.dataset.filter) || "").split(" ").includes(wanted);
      });
      item.hidden = !fits;
      shown += fits;
    }
    told.textContent = shown + " of " + items.length + " shown";
  };
  for (const field of fields) field.addEventListener("input", apply);
  tools.querySelector("[data-reset]").addEventListener("click", () => {
    for (const field of fields) field.value = "";
    apply();
  });
  for (const link of document.querySelectorAll("[data-set]")) {
    link.addEventListener("click", () => {
      const [name, value] = link.dataset.set.split("=");
      for (const field of fields) field.value = field.dataset.filter === name ? value : "";
      apply();
    });
  }
  apply();
}
const open = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === "DETAILS") target.open = true;
};
addEventListener("hashchange", open);
open();
