// What each server was and when, and the failovers that changed it, each to be unfolded into its steps.

import { byId, el, keyed, setAttribute, setText } from "./dom.js";
import { known } from "./live.js";
import { exact, iso, minutes, plural, span, states, time } from "./format.js";

const ranges = [[15, "15 min"], [60, "1 h"], [360, "6 h"], [1440, "24 h"]];
const mostLanes = 12;
const shortest = 60_000;
let range = 15;

const steps = {
  Suspected: "does not answer", Down: "is down", Demoted: "is read-only now", Drained: "is drained", NoWriter: "no writer",
  Promoted: "is the writer", FirstWrite: "first write", Recovered: "is back",
};

const kinds = { Open: "Going on", Failover: "Failover", Switchover: "Switchover", Return: "Return", Alarm: "Alarm" };

function drawLanes() {
  const now = known.source[""]?.at ?? Date.now();
  // Nothing is drawn of before this process began to look.
  const from = Math.min(now - shortest, Math.max(now - range * 60_000, known.source[""]?.watched ?? 0));
  const all = Object.keys(known.lane).filter(key => known.server[key]);
  const isWriter = key => known.server[key].role === "writer";
  // Of many servers, those that tell something.
  const shown = all.length <= mostLanes ? all
    : all.filter(key => isWriter(key) || known.lane[key].length > 1).sort((a, b) => known.lane[b].length - known.lane[a].length).slice(0, mostLanes);
  const lanes = byId("lanes");
  const items = shown.map(key => ({ key, spans: known.lane[key] }));
  keyed(lanes, [{ key: "marks" }, ...items, { key: "axis" }], lane => lane.key, makeLane, (element, lane) => {
    if (lane.key === "marks") updateMarks(element, from, now);
    else if (lane.key === "axis") updateAxis(element, from, now);
    else updateLane(element, lane, from, now);
  });
  setText(byId("legend").lastElementChild, all.length > shown.length ? `${plural(all.length - shown.length, "server")} without a change not drawn` : "");
}

function makeLane(lane) {
  if (!lane.spans) return el("div", { class: `axis ${lane.key}`, "aria-hidden": "true" }, el("span", { class: "lane-name" }), el("div", { class: "ticks" }));
  return el("div", { class: "lane" }, el("span", { class: "lane-name" }), el("div", { class: "track", role: "img" }));
}

function updateLane(element, lane, from, now) {
  const [name, track] = element.children;
  setText(name, known.server[lane.key].name);
  const spans = lane.spans.map((each, index) => ({ state: each.state, from: each.at, to: lane.spans[index + 1]?.at ?? now })).filter(each => each.to > from);
  const drawn = spans.map(each => `${each.state}${each.from}`).join();
  if (track.drawn !== drawn) {
    track.drawn = drawn;
    track.replaceChildren(...spans.map(each => el("span", { class: "span", "data-state": each.state })));
  }
  spans.forEach((each, index) => {
    const left = Math.max(0, (each.from - from) / (now - from));
    const right = Math.min(1, (each.to - from) / (now - from));
    track.children[index].style.left = `${left * 100}%`;
    track.children[index].style.width = `${(right - left) * 100}%`;
  });
  setAttribute(track, "aria-label", spans.slice(-6).map((each, index, shown) =>
    `${states[each.state].word} ${index === shown.length - 1 ? "now" : `until ${time(each.to)}`}`).join(", "));
}

// The stories are told below, in words.
function updateMarks(element, from, now) {
  const marks = Object.entries(known.story).filter(([, story]) => story.kind !== "Alarm" && story.began > from && story.began < now);
  element.hidden = marks.length === 0;
  keyed(element.lastElementChild, marks, ([key]) => key, () => el("span", {}, "▼"), (mark, [, story]) => {
    mark.style.left = `${((story.began - from) / (now - from)) * 100}%`;
    setAttribute(mark, "title", `${kinds[story.kind]}, ${time(story.began)}`);
  });
}

function updateAxis(element, from, now) {
  const ticks = element.lastElementChild;
  const parts = 4;
  keyed(ticks, Array.from({ length: parts + 1 }, (_, index) => index), index => index, () => el("span"), (tick, index) => {
    tick.style.left = `${(index / parts) * 100}%`;
    setText(tick, index === parts ? "now" : minutes(from + ((now - from) * index) / parts, now - from < 600_000));
  });
}

function makeStory(entry) {
  return el("details", { class: "story", "data-kind": entry.story.kind, open: entry.isFirst && entry.story.kind !== "Alarm" },
    el("summary", {}, el("time"), el("strong"), el("span", { class: "who" }), el("span", { class: "without" })), el("ol", { class: "phases" }));
}

function updateStory(element, { story }) {
  const [at, kind, who, without] = element.firstElementChild.children;
  setAttribute(element, "data-kind", story.kind);
  setText(at, time(story.began));
  setAttribute(at, "datetime", iso(story.began));
  setAttribute(at, "title", iso(story.began));
  setText(kind, kinds[story.kind]);
  setText(who, story.to && story.to !== story.from ? `${story.from ?? "none"} → ${story.to}` : story.from ?? "");
  setText(without, story.withoutWriter !== undefined ? `${span(story.withoutWriter)} without a writer`
    : story.kind === "Open" ? "there is no writer yet" : `${span(story.took)}, no role changed`);
  const longest = Math.max(story.took, 1);
  keyed(element.lastElementChild, story.phases.map((phase, index) => ({ phase, index })), entry => entry.index,
    () => el("li", {}, el("time"), el("span", { class: "after n" }), el("span", { class: "way", "aria-hidden": "true" }, el("span")),
      el("p", {}, el("strong"), el("span", { class: "reason" }))),
    (row, { phase }) => {
      const [when, after, way, said] = row.children;
      const [what, reason] = said.children;
      setText(when, exact(story.began + phase.after));
      setAttribute(when, "datetime", iso(story.began + phase.after));
      setAttribute(when, "title", iso(story.began + phase.after));
      setText(after, `+${span(phase.after)}`);
      way.firstElementChild.style.left = `${(phase.after / longest) * 100}%`;
      setText(what, phase.step === "NoWriter" ? steps.NoWriter : `${phase.server} ${steps[phase.step] ?? phase.step}`);
      setText(reason, phase.reason);
    });
}

function drawStories() {
  const stories = Object.entries(known.story).map(([key, story]) => ({ key, story })).sort((a, b) => b.story.began - a.story.began);
  stories.forEach((entry, index) => entry.isFirst = index === 0);
  const place = byId("stories");
  if (stories.length === 0) {
    place.keyed = undefined;
    place.replaceChildren(el("p", { class: "empty" }, "None since the statistics began."));
    return;
  }
  place.querySelector(".empty")?.remove();
  keyed(place, stories, entry => entry.key, makeStory, updateStory);
}

export function start() {
  const choice = byId("range");
  for (const [length, name] of ranges) {
    choice.append(el("label", {},
      el("input", { type: "radio", name: "range", value: length, checked: length === range, onchange: () => { range = length; drawLanes(); } }), el("span", {}, name)));
  }
  byId("legend").append(
    ...["writer", "reader", "suspect", "down", "drained"].map(state => el("li", {}, el("span", { class: "span", "data-state": state, "aria-hidden": "true" }), states[state].word)), el("li"));
}

export function draw(changed) {
  if (changed.has("lane") || changed.has("source") || changed.has("story")) drawLanes();
  if (changed.has("story")) drawStories();
}
