// The servers as a picture: who writes, who replicates from whom, how far behind, with what share of the work. Above twenty, a grid without a picture.

import { byId, el, setAttribute, setText } from "./dom.js";
import { known } from "./live.js";
import { count, ms, plural, rate, span, states } from "./format.js";
import { ask, mayAct } from "./actions.js";
import * as sparks from "./spark.js";

const mostInPicture = 20;
const cards = new Map();
const body = byId("fleet-body");
let shape = "";

function figure(list, name) {
  const value = el("dd");
  list.append(el("div", {}, el("dt", {}, name), value));
  return value;
}

function makeCard(key) {
  const shapeMark = el("span", { class: "mark", "aria-hidden": "true" });
  const name = el("span", { class: "name" });
  const role = el("span", { class: "role" });
  const standing = el("p", { class: "standing" });
  const figures = el("dl", { class: "card-figures" });
  const card = {
    key, shapeMark, name, role, standing,
    rate: figure(figures, "queries/s"), share: figure(figures, "share %"), p50: figure(figures, "p50 ms"), p99: figure(figures, "p99 ms"),
    used: el("span", { class: "used" }), pool: el("span", { class: "pool-text" }),
    rateLine: sparks.spark("rate"), latencyLine: sparks.spark("latency"),
    version: el("span", { class: "version" }),
  };
  card.action = el("button", { type: "button", class: "quiet small", onclick: () => act(key) });
  card.element = el("article", { class: "server" },
    el("h3", {}, shapeMark, name, role), standing, figures,
    el("div", { class: "sparks" },
      el("span", { class: "spark-name" }, "queries"), card.rateLine, el("span", { class: "spark-name" }, "latency"), card.latencyLine),
    el("div", { class: "pool" }, el("span", { class: "pool-bar", "aria-hidden": "true" }, card.used), card.pool),
    el("div", { class: "card-foot" }, card.version, mayAct ? card.action : null));
  return card;
}

function act(key) {
  const server = known.server[key];
  if (!server) return;
  if (server.drained) ask(`Restore ${server.name}?`, "It takes statements again, in the role that it has.", "Restore", "api/restore", { server: key });
  else if (server.role === "writer") ask(
    `Drain the writer, ${server.name}?`,
    "It takes nothing new: writes wait until another server is promoted, or this one is restored. Transactions that are open may end.", "Drain", "api/drain", { server: key });
  else ask(
    `Drain ${server.name}?`, "It takes nothing new; its reads go to other servers. It stays drained until it is restored, also over role changes and reloads.",
    "Drain", "api/drain", { server: key });
}

/** What there is to say of a server beside its figures. */
function standing(server) {
  const source = server.source && (known.server[server.source]?.name ?? server.source);
  const parts = [];
  if (server.aliasOf) parts.push(`the same server as ${server.aliasOf}`);
  if (server.state === "down" || server.state === "suspect") parts.push(server.error ?? "does not answer");
  else if (server.state === "unknown") parts.push("has not answered yet");
  else if (server.state === "conflict") parts.push("writable beside the writer: gets nothing");
  else if (server.replicating === false) parts.push(`replication from ${source ?? "its source"} stands still`);
  else if (server.role !== "writer") {
    const behind = server.behindMs !== undefined ? `${span(server.behindMs)} behind`
      : server.lagSeconds !== undefined ? `${server.lagSeconds} s behind` : source ? "lag unknown" : "";
    if (behind) parts.push(source ? `${behind} ${source}` : behind);
  } else parts.push("takes the writes");
  if (server.state === "idle" && server.maxLag) parts.push(`serves below ${server.maxLag} s`);
  if (server.setAside) parts.push(`set aside: ${server.setAside}`);
  if (server.refusesMonitor) parts.push("refuses the monitor's login");
  if (server.inUse && server.drained) parts.push(`${plural(server.inUse, "connection")} still in use`);
  return parts.join("; ");
}

function updateCard(card, server) {
  const past = known.past[card.key] ?? { rate: [], latency: [] };
  const state = states[server.state];
  setAttribute(card.element, "data-state", server.state);
  setText(card.shapeMark, state.shape);
  setText(card.name, server.name);
  setAttribute(card.name, "title", card.key);
  setText(card.role, state.word);
  setText(card.standing, standing(server));
  setText(card.rate, rate(server.rate));
  setText(card.share, (server.share * 100).toFixed(0));
  setText(card.p50, ms(server.p50));
  setText(card.p99, ms(server.p99));
  card.used.style.width = server.most ? `${Math.min(100, (server.inUse / server.most) * 100)}%` : "0";
  setText(card.pool, server.most
    ? `${count(server.inUse)} of ${count(server.most)} connections${server.waiting ? `, ${server.waiting} wait` : ""}`
    : "no connection yet");
  sparks.update(card.rateLine, past.rate, `Queries a second, now ${rate(server.rate)}`);
  sparks.update(card.latencyLine, past.latency, `Mean latency, now ${server.latency === undefined ? "not measured" : `${ms(server.latency)} ms`}`);
  setText(card.version, server.version ?? "");
  setText(card.action, server.drained ? "Restore …" : "Drain …");
  setAttribute(card.action, "aria-label", `${server.drained ? "Restore" : "Drain"} ${server.name}`);
}

const weight = { conflict: 0, down: 1, suspect: 2, unknown: 3, drained: 4, writer: 5, idle: 6, alias: 7, reader: 8, offline: 9 };

/** Each server below the one that it replicates from; a ring, or a source that is not there, begins a tree of its own. */
function treeOf(keys) {
  const children = new Map();
  const roots = [];
  for (const key of keys) {
    const seen = new Set([key]);
    let source = known.server[key].source;
    while (source && known.server[source] && !seen.has(source)) {
      seen.add(source);
      source = known.server[source].source;
    }
    const parent = known.server[key].source;
    const isRing = source !== undefined && seen.has(source);
    if (parent && known.server[parent] && !isRing && known.server[key].role !== "writer") children.set(parent, [...(children.get(parent) ?? []), key]);
    else roots.push(key);
  }
  const isWriter = key => known.server[key].role === "writer" ? 0 : 1;
  roots.sort((a, b) => isWriter(a) - isWriter(b) || (weight[known.server[a].state] - weight[known.server[b].state]));
  return { roots, children };
}

const cardOf = key => {
  if (!cards.has(key)) cards.set(key, makeCard(key));
  return cards.get(key);
};

function item(key, tree) {
  const children = tree.children.get(key);
  const li = el("li", {}, cardOf(key).element);
  if (children) {
    const name = known.server[key].name;
    li.append(el("ul", { class: "replicas", "aria-label": `Replicate from ${name}`, "data-count": children.length }, ...children.map(child => item(child, tree))));
  }
  return li;
}

function drawPicture(keys) {
  const tree = treeOf(keys);
  const drawn = JSON.stringify([tree.roots, [...tree.children]]);
  if (drawn !== shape) {
    shape = drawn;
    const connected = tree.roots.filter(key => tree.children.has(key) || known.server[key].role === "writer");
    const apart = tree.roots.filter(key => !connected.includes(key));
    body.replaceChildren(
      connected.length ? el("ul", { class: "tree", "aria-label": "Servers, each below the one that it replicates from" }, ...connected.map(key => item(key, tree))) : "",
      apart.length ? el("ul", { class: "apart", "aria-label": connected.length ? "Servers without a known source" : "Servers" }, ...apart.map(key => el("li", {}, cardOf(key).element))) : "");
    fit();
  }
  for (const key of keys) updateCard(cardOf(key), known.server[key]);
}

// Of many servers: those whose cards a person has opened.
const opened = new Set();
const tiles = new Map();

function makeTile(key) {
  const tile = { mark: el("span", { class: "mark", "aria-hidden": "true" }), word: el("span", { class: "role" }), rate: el("span", { class: "n" }) };
  tile.name = el("button", {
    type: "button", class: "link name", tabindex: "-1", onclick: () => {
      if (!opened.delete(key)) opened.add(key);
      drawGrid(Object.keys(known.server));
    },
  });
  tile.element = el("li", { class: "tile" }, tile.mark, tile.name, tile.word, tile.rate);
  return tile;
}

// One stop for the Tab key; arrows go on from there.
function move(event) {
  const names = [...event.currentTarget.querySelectorAll(".name")];
  const at = names.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -at, End: names.length - 1 - at }[event.key];
  const next = at < 0 || step === undefined ? null : names[at + step];
  if (!next) return;
  event.preventDefault();
  names[at].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function drawGrid(keys) {
  const sorted = keys.sort((a, b) => weight[known.server[a].state] - weight[known.server[b].state]);
  const shown = sorted.filter(key => known.server[key].role === "writer" || opened.has(key));
  const drawn = JSON.stringify([sorted, shown]);
  for (const key of sorted) if (!tiles.has(key)) tiles.set(key, makeTile(key));
  if (drawn !== shape) {
    shape = drawn;
    const focused = document.activeElement;
    body.replaceChildren(
      el("ul", { class: "apart", "aria-label": "Writers, and servers that were opened" }, ...shown.map(key => el("li", {}, cardOf(key).element))),
      el("ul", { class: "grid", "aria-label": "All servers, those in trouble first", onkeydown: move }, ...sorted.map(key => tiles.get(key).element)));
    if (!body.querySelector(".grid [tabindex='0']")) tiles.get(sorted[0]).name.tabIndex = 0;
    if (body.contains(focused)) focused.focus();
  }
  for (const key of sorted) {
    const server = known.server[key];
    const tile = tiles.get(key);
    setAttribute(tile.element, "data-state", server.state);
    setText(tile.mark, states[server.state].shape);
    setText(tile.name, server.name);
    setAttribute(tile.name, "aria-expanded", String(shown.includes(key)));
    setAttribute(tile.element, "title", `${key}: ${states[server.state].word}${standing(server) ? `, ${standing(server)}` : ""}`);
    setText(tile.word, server.state === "reader" && server.behindMs !== undefined ? span(server.behindMs) : states[server.state].word);
    setText(tile.rate, `${rate(server.rate)}/s`);
  }
  for (const key of shown) updateCard(cardOf(key), known.server[key]);
}

// Side by side, with lines between, where all of a source's replicas have room in one row; else below each other.
function fit() {
  const tree = body.querySelector(".tree");
  if (!tree) return;
  const most = Math.max(1, ...[...tree.querySelectorAll(".replicas")].map(list => Number(list.dataset.count)));
  const isDeep = tree.querySelector(".replicas .replicas") !== null;
  tree.classList.toggle("wide", !isDeep && tree.children.length === 1 && most * 248 <= body.clientWidth);
}

export function start() {
  new ResizeObserver(fit).observe(body);
}

export function draw(changed) {
  if (!changed.has("server")) return;
  const keys = Object.keys(known.server);
  for (const map of [cards, tiles]) for (const key of map.keys()) if (!known.server[key]) map.delete(key);
  if (keys.length === 0) {
    shape = "";
    body.replaceChildren(el("p", { class: "empty" }, "No server is configured."));
  } else if (keys.length <= mostInPicture) drawPicture(keys);
  else drawGrid(keys);
  const all = Object.values(known.server);
  setText(byId("fleet-aside"), `${plural(all.length, "server")}, ${rate(all.reduce((sum, server) => sum + server.rate, 0))} queries/s`);
}
