// The page: each panel draws what has changed of it.

import { byId, el, scrollable, setAttribute, setText } from "./dom.js";
import * as live from "./live.js";
import * as actions from "./actions.js";
import * as fleet from "./fleet.js";
import * as timeline from "./timeline.js";
import * as traffic from "./traffic.js";
import * as statements from "./statements.js";
import * as sessions from "./sessions.js";
import * as explain from "./explain.js";
import { iso, time, zone } from "./format.js";

const words = { connecting: "connecting", lost: "trying again", refused: "no right to see this", gone: "no data source", paused: "paused" };
let said = "";

function drawHeadline() {
  const headline = live.known.source[""]?.headline;
  if (!headline) return;
  const text = JSON.stringify(headline);
  if (text === said) return;
  said = text;
  const place = byId("headline");
  setAttribute(place, "data-level", headline.level);
  place.replaceChildren(...headline.parts.map(part => part.time === undefined
    ? part.text : el("time", { datetime: iso(part.time), title: iso(part.time) }, time(part.time))));
}

function drawConnection() {
  const { state, at } = live.connection;
  const place = byId("connection");
  const seconds = Math.max(0, Math.round((Date.now() - at) / 1000));
  const isLate = state === "live" && seconds > 15;
  setAttribute(place, "data-state", isLate ? "lost" : state);
  setText(place.lastElementChild, state === "live" && !isLate ? "live"
    : at && (state === "lost" || isLate) ? `last update ${seconds} s ago, trying again` : words[state] ?? words.lost);
}

function drawFoot() {
  const source = live.known.source[""];
  if (!source) return;
  setText(byId("counted"), `${source.name}. Counted since ${time(source.since)}; roles since ${time(source.watched)}. Change ${source.epoch} of the topology.`);
  setAttribute(byId("counted"), "title", iso(source.since));
}

function startTheme() {
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => setAttribute(button, "aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try { localStorage.setItem("routingdata-theme", theme); } catch { /* It lasts as long as the page. */ }
    show();
  });
  system.addEventListener("change", show);
  show();
}

function startSources() {
  const choice = byId("source-choice");
  choice.closest("form").hidden = choice.options.length < 2;
  choice.addEventListener("change", () => choice.form.submit());
}

// One panel a frame: the page stays at hand while everything changes.
const waiting = new Map();

function drawNext() {
  const [panel, kinds] = waiting.entries().next().value;
  waiting.delete(panel);
  panel.draw(kinds);
  if (waiting.size > 0) requestAnimationFrame(drawNext);
}

function drawPanels(changed) {
  const isDrawing = waiting.size > 0;
  for (const panel of [fleet, timeline, traffic, statements, sessions]) waiting.set(panel, new Set([...waiting.get(panel) ?? [], ...changed]));
  if (!isDrawing) drawNext();
}

for (const panel of [actions, fleet, timeline, statements, explain]) panel.start();
for (const [id, label] of [["traffic-scroll", "Where statements run"], ["decisions-scroll", "Decisions of the last seconds"], ["pins-scroll", "What holds sessions"], ["rules-scroll", "All query rules"]]) scrollable(byId(id), label);
startTheme();
startSources();
setText(byId("zone"), `Times: ${zone}`);
live.onChange(changed => {
  if (changed.has("source")) {
    drawHeadline();
    drawFoot();
  }
  if (changed.size > 0) drawPanels(changed);
  drawConnection();
});
setInterval(drawConnection, 1000);
// Without a data source the sentence at the top says all that there is to say.
if (!document.body.dataset.source) for (const section of document.querySelectorAll("main section")) section.hidden = true;
live.start();
