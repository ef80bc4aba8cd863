// Where statements run and why, in sum, and one by one what was decided in the last seconds.

import { byId, el, keyed, setAttribute, setText } from "./dom.js";
import { known } from "./live.js";
import { count, places, rate } from "./format.js";

const mostDecisions = 8;

export const placeMark = place => el("span", { class: "place", "data-place": place }, el("span", { class: "mark", "aria-hidden": "true" }, places[place].shape), places[place].word);

/** Where most of a statement's executions ran. */
export function placeOf(counts) {
  const most = Math.max(counts.r, counts.w, counts.s, counts.k);
  return most === counts.r ? "reader" : most === counts.w ? "writer" : most === counts.s ? "session" : "kept";
}

/** Why that was. */
export function whyOf(statement, place) {
  if (place === "kept") return "no reader was fresh enough";
  return statement.reason || "not told apart";
}

function drawTraffic() {
  const parts = known.source[""]?.traffic ?? [];
  const perSecond = parts.reduce((sum, part) => sum + part.rate, 0);
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  // While nothing runs, what has run.
  const valueOf = part => perSecond > 0 ? part.rate : part.count;
  const all = perSecond > 0 ? perSecond : total;
  byId("traffic-empty").hidden = parts.length > 0;
  byId("traffic-scroll").hidden = parts.length === 0;
  setText(byId("traffic-empty"), known.source[""]?.isOn === false
    ? "Statements are not counted (Telemetry:Statistics is false)." : "No statement has run yet.");
  const bar = byId("traffic-bar");
  bar.hidden = parts.length === 0;
  keyed(bar, parts, part => `${part.place} ${part.why}`, part => el("span", { "data-place": part.place }), (segment, part) => {
    segment.style.flexGrow = valueOf(part);
    setAttribute(segment, "title", `${places[part.place].word}: ${part.why}`);
  });
  const share = part => all > 0 ? (valueOf(part) / all) * 100 : 0;
  setAttribute(bar, "aria-label", parts.map(part => `${share(part).toFixed(0)} % ${places[part.place].word}: ${part.why}`).join("; ") || "No traffic yet");
  keyed(byId("traffic-table").tBodies[0], parts, part => `${part.place} ${part.why}`,
    part => el("tr", {}, el("td", {}, placeMark(part.place)), el("td", { class: "why" }), el("td", { class: "n" }), el("td", { class: "n" }), el("td", { class: "n" })),
    (row, part) => {
      setText(row.cells[1], part.why);
      setText(row.cells[2], rate(part.rate));
      setText(row.cells[3], count(part.count));
      setText(row.cells[4], share(part).toFixed(0));
    });
  setText(byId("traffic-aside"), parts.length ? `${rate(perSecond)} statements/s` : "");
}

function drawDecisions() {
  const busy = Object.entries(known.counts).filter(([key, counts]) => counts.rate > 0 && known.statement[key])
    .sort(([a, left], [b, right]) => right.rate - left.rate || (a < b ? -1 : 1)).slice(0, mostDecisions);
  byId("decisions-empty").hidden = busy.length > 0;
  byId("decisions-scroll").hidden = busy.length === 0;
  setText(byId("decisions-empty"), "Nothing runs.");
  keyed(byId("decisions-table").tBodies[0], busy, ([key]) => key,
    () => el("tr", {}, el("td", { class: "sql" }), el("td"), el("td", { class: "why" }), el("td", { class: "n" })),
    (row, [key, counts]) => {
      const statement = known.statement[key];
      const place = placeOf(counts);
      setText(row.cells[0], statement.text || statement.summary);
      setAttribute(row.cells[0], "title", statement.text);
      if (row.place !== place) {
        row.place = place;
        row.cells[1].replaceChildren(placeMark(place));
      }
      setText(row.cells[2], whyOf(statement, place));
      setAttribute(row.cells[2], "title", whyOf(statement, place));
      setText(row.cells[3], rate(counts.rate));
    });
}

export function draw(changed) {
  if (changed.has("source")) drawTraffic();
  if (changed.has("counts") || changed.has("source")) drawDecisions();
}
