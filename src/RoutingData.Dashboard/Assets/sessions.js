// What sessions hold and wait for, what failures came to, and the query rules.

import { byId, el, keyed, setAttribute, setText } from "./dom.js";
import { known } from "./live.js";
import { count, rate } from "./format.js";

function figures(place, list) {
  keyed(place, list, ([name]) => name, ([name]) => el("div", {}, el("dt", {}, name), el("dd")), (element, [, value, isBad]) => {
    setText(element.lastElementChild, value);
    setAttribute(element, "data-bad", isBad ? "true" : null);
  });
}

function drawSessions() {
  const source = known.source[""];
  if (!source) return;
  const servers = Object.values(known.server);
  const forPlace = servers.reduce((sum, server) => sum + server.waiting, 0);
  figures(byId("sessions-figures"), [
    ["open connections", count(source.open)],
    ["on servers now", count(servers.reduce((sum, server) => sum + server.inUse, 0))],
    ["wait for a server", count(source.waiting), source.waiting > 0],
    ["wait for a place", count(forPlace), forPlace > 0],
  ]);
  const incidents = source.incidents;
  figures(byId("incidents"), [
    ["outcome unknown", count(incidents.outcomesUnknown)],
    ["state of a session lost", count(incidents.statesLost)],
    ["reads run elsewhere", count(incidents.runElsewhere)],
    ["refused by a reader", count(incidents.refusedByReader)],
  ]);
  const pins = source.pins;
  byId("pins-empty").hidden = pins.length > 0;
  byId("pins-scroll").hidden = pins.length === 0;
  setText(byId("pins-empty"), "Nothing has run on a session's own connection.");
  keyed(byId("pins-table").tBodies[0], pins, pin => pin.why, () => el("tr", {}, el("td", { class: "why" }), el("td", { class: "n" }), el("td", { class: "n" })), (row, pin) => {
    setText(row.cells[0], pin.why);
    setText(row.cells[1], rate(pin.rate));
    setText(row.cells[2], count(pin.count));
  });
}

function drawRules() {
  const rules = Object.values(known.rule).sort((a, b) => a.id - b.id);
  byId("rules-empty").hidden = rules.length > 0;
  byId("rules-scroll").hidden = rules.length === 0;
  setText(byId("rules-empty"), "There is no query rule.");
  keyed(byId("rules-table").tBodies[0], rules, rule => rule.id,
    () => el("tr", {}, el("td", { class: "n" }), el("td", { class: "why" }, el("code"), el("p", { class: "comment" }), el("ul", { class: "warnings" })), el("td"), el("td", { class: "n" })),
    (row, rule) => {
      const [code, comment, warnings] = row.cells[1].children;
      setText(row.cells[0], String(rule.id));
      setText(code, rule.matches || "every statement");
      comment.hidden = !rule.comment;
      setText(comment, rule.comment ?? "");
      warnings.hidden = rule.warnings.length === 0;
      keyed(warnings, rule.warnings, warning => warning, warning => el("li", {}, el("span", { class: "mark", "aria-hidden": "true" }, "▲"), ` ${warning}`), () => {});
      setText(row.cells[2], `${rule.hostgroup ?? "does not say"}${rule.apply ? ", and ends" : ""}`);
      setText(row.cells[3], count(rule.hits));
    });
}

export function draw(changed) {
  if (changed.has("source") || changed.has("server")) drawSessions();
  if (changed.has("rule")) drawRules();
}
