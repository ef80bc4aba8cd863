// The statements: sorted, searched, and only as many rows in the page as are seen.

import { byId, el, setAttribute, setText } from "./dom.js";
import { known } from "./live.js";
import { count, ms, places, rate } from "./format.js";
import { placeMark, placeOf, whyOf } from "./traffic.js";

const rowHeight = 36;
const spare = 6;

const columns = [
  { name: "Statement", key: "text", of: row => row.statement.text || row.statement.summary, isText: true },
  { name: "Where", key: "place", of: row => row.place, isText: true },
  { name: "Why", key: "why", of: row => whyOf(row.statement, row.place), isText: true },
  { name: "per s", key: "rate", of: row => row.counts.rate, show: rate },
  { name: "calls", key: "n", of: row => row.counts.n, show: count },
  { name: "p50 ms", key: "p50", of: row => row.counts.p50, show: ms },
  { name: "p95 ms", key: "p95", of: row => row.counts.p95, show: ms },
  { name: "p99 ms", key: "p99", of: row => row.counts.p99, show: ms },
  { name: "rows", key: "rows", of: row => row.counts.rows, show: count },
  { name: "errors", key: "e", of: row => row.counts.e, show: count },
];

const region = byId("statements-scroll");
const table = byId("statements-table");
const search = byId("statements-search");
const sort = { column: columns[4], isDown: true };
let rows = [];
let chosen = null;
const pool = [];

function matches(row, words) {
  if (words.length === 0) return true;
  const text = `${row.key} ${row.statement.text} ${row.statement.summary} ${row.statement.reason} ${places[row.place].word}`.toLowerCase();
  return words.every(word => text.includes(word));
}

function order() {
  const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
  const { column, isDown } = sort;
  rows = [];
  for (const [key, statement] of Object.entries(known.statement)) {
    const counts = known.counts[key];
    if (!counts) continue;
    const row = { key, statement, counts, place: placeOf(counts) };
    if (matches(row, words)) rows.push(row);
  }
  const sign = isDown ? -1 : 1;
  rows.sort((a, b) => {
    const [left, right] = [column.of(a), column.of(b)];
    const compared = column.isText ? (left < right ? -1 : left > right ? 1 : 0) : left - right;
    return compared === 0 ? (a.key < b.key ? -1 : 1) : compared * sign;
  });
}

function makeRow() {
  const open = el("button", { type: "button", class: "link" });
  const row = el("tr", {}, el("td", { class: "sql" }, open), el("td"), el("td", { class: "why" }), ...columns.slice(3).map(() => el("td", { class: "n" })));
  open.addEventListener("click", () => {
    chosen = chosen === row.key ? null : row.key;
    drawRows();
    drawDetail();
  });
  return row;
}

function drawRows() {
  const first = Math.max(0, Math.floor(region.scrollTop / rowHeight) - spare);
  const shown = rows.slice(first, first + Math.ceil(region.clientHeight / rowHeight) + 2 * spare);
  const [body] = table.tBodies;
  while (pool.length < shown.length) pool.push(makeRow());
  shown.forEach((row, index) => updateRow(pool[index], row, first + index));
  const [above, below] = body.spacers ??= [el("tr", { class: "space", "aria-hidden": "true" }, el("td", { colspan: columns.length })), el("tr", { class: "space", "aria-hidden": "true" }, el("td", { colspan: columns.length }))];
  above.firstElementChild.style.height = `${first * rowHeight}px`;
  below.firstElementChild.style.height = `${Math.max(0, rows.length - first - shown.length) * rowHeight}px`;
  const wanted = [above, ...pool.slice(0, shown.length), below];
  if (body.children.length !== wanted.length || body.lastElementChild !== below) body.replaceChildren(...wanted);
}

function updateRow(element, row, index) {
  element.key = row.key;
  setAttribute(element, "aria-rowindex", index + 2);
  setAttribute(element, "data-chosen", row.key === chosen);
  const button = element.cells[0].firstElementChild;
  setText(button, row.statement.text || `all other ${row.statement.operation}`);
  setAttribute(button, "aria-expanded", row.key === chosen);
  setAttribute(button, "title", row.statement.text);
  if (element.place !== row.place) {
    element.place = row.place;
    element.cells[1].replaceChildren(placeMark(row.place));
  }
  const why = whyOf(row.statement, row.place);
  setText(element.cells[2], why);
  setAttribute(element.cells[2], "title", why);
  columns.slice(3).forEach((column, place) => setText(element.cells[place + 3], column.show(column.of(row))));
  setAttribute(element.cells[9], "data-some", row.counts.e > 0);
}

function drawDetail() {
  const place = byId("statement-detail");
  const statement = known.statement[chosen];
  const counts = known.counts[chosen];
  place.hidden = !statement || !counts;
  if (place.hidden) return;
  const facts = [
    ["Digest", chosen], ["Why", statement.reason || "not told apart"],
    ["On readers", count(counts.r)], ["On the writer", count(counts.w)], ["On a session's connection", count(counts.s)], ["On the writer, for freshness", count(counts.k)],
    ["Mean", `${ms(counts.mean)} ms`], ["Longest", `${ms(counts.max)} ms`],
  ];
  if (place.key !== chosen) {
    place.key = chosen;
    place.replaceChildren(
      el("h3", {}, statement.summary), el("pre", {}, statement.text || `All other ${statement.operation} statements, which are not told apart.`),
      el("dl", { class: "figures" }, ...facts.map(([name]) => el("div", {}, el("dt", {}, name), el("dd")))));
  }
  facts.forEach(([, value], index) => setText(place.querySelectorAll("dd")[index], value));
}

function drawAll() {
  order();
  const total = Object.keys(known.counts).length;
  setText(byId("statements-count"), rows.length === total ? `${count(total)} different` : `${count(rows.length)} of ${count(total)}`);
  setAttribute(table, "aria-rowcount", rows.length + 1);
  byId("statements-empty").hidden = rows.length > 0;
  setText(byId("statements-empty"), total > 0 ? "No statement is like that." : known.source[""]?.isOn === false
    ? "Statements are not counted (Telemetry:Statistics is false)." : "No statement has run yet.");
  region.hidden = rows.length === 0;
  drawRows();
  drawDetail();
}

function drawHead() {
  [...table.tHead.rows[0].cells].forEach((cell, index) => {
    const isSorted = columns[index] === sort.column;
    setAttribute(cell, "aria-sort", isSorted ? (sort.isDown ? "descending" : "ascending") : null);
    setText(cell.querySelector(".arrow"), isSorted ? (sort.isDown ? "▾" : "▴") : "");
  });
}

export function start() {
  table.tHead.rows[0].append(...columns.map(column => el("th", { scope: "col", class: column.isText ? null : "n" },
    el("button", {
      type: "button", class: "sort", onclick: () => {
        sort.isDown = sort.column === column ? !sort.isDown : !column.isText;
        sort.column = column;
        region.scrollTop = 0;
        drawHead();
        drawAll();
      },
    }, column.name, el("span", { class: "arrow", "aria-hidden": "true" })))));
  drawHead();
  search.addEventListener("input", () => {
    region.scrollTop = 0;
    drawAll();
  });
  let isDue = false;
  region.addEventListener("scroll", () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      drawRows();
    });
  }, { passive: true });
}

export function draw(changed) {
  if (changed.has("statement") || changed.has("counts")) drawAll();
}
