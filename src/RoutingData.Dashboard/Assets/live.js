// What is known, and how it is kept up to date: everything once, then what changes. A hidden tab asks for nothing.

const root = new URL("../../", import.meta.url);
const source = document.body.dataset.source;

export const address = path => {
  const url = new URL(path, root);
  url.searchParams.set("source", source);
  return url;
};

/** All pieces by kind and key. */
export const known = { source: {}, server: {}, lane: {}, past: {}, statement: {}, counts: {}, story: {}, rule: {} };

/** Since when the last piece came, by this machine's clock; and how it stands. */
export const connection = { state: "connecting", at: 0, behind: 0 };

const listeners = [];
let stream = null;
let retry = 0;
let waits = 1000;

/** Calls back with the kinds that have changed, at most once a frame; with none when the connection has. */
export function onChange(listener) {
  listeners.push(listener);
}

let pending = null;

function tell(kinds) {
  if (pending) {
    for (const kind of kinds) pending.add(kind);
    return;
  }
  pending = new Set(kinds);
  requestAnimationFrame(() => {
    const changed = pending;
    pending = null;
    for (const listener of listeners) listener(changed);
  });
}

function take(edition) {
  const changed = new Set();
  if (edition.reset) {
    for (const kind of Object.keys(known)) {
      known[kind] = {};
      changed.add(kind);
    }
  }
  for (const [kind, pieces] of Object.entries(edition.set)) {
    Object.assign(known[kind] ??= {}, pieces);
    changed.add(kind);
  }
  for (const [kind, key] of edition.gone) {
    delete known[kind]?.[key];
    changed.add(kind);
  }
  if (edition.set.source && !edition.reset) extendPast();
  connection.at = Date.now();
  connection.state = "live";
  tell(changed);
}

// The points of sparklines come once; from then on each edition is one more.
function extendPast() {
  for (const [key, server] of Object.entries(known.server)) {
    const past = known.past[key] ??= { rate: [], latency: [] };
    past.rate.push(server.rate);
    past.latency.push(server.latency ?? null);
    if (past.rate.length > 60) {
      past.rate.shift();
      past.latency.shift();
    }
  }
}

function close() {
  clearTimeout(retry);
  stream?.close();
  stream = null;
}

function open() {
  if (stream || document.hidden) return;
  stream = new EventSource(address("api/live"));
  stream.onmessage = message => {
    waits = 1000;
    take(JSON.parse(message.data));
  };
  stream.onerror = () => {
    close();
    connection.state = connection.at ? "lost" : "connecting";
    tell([]);
    void lookWhy();
    retry = setTimeout(open, waits);
    waits = Math.min(waits * 2, 10_000);
  };
}

// A stream does not say why it ended.
async function lookWhy() {
  try {
    const answer = await fetch(address("api/state"), { cache: "no-store" });
    await answer.body?.cancel();
    if (answer.status === 401 || answer.status === 403 || answer.redirected) connection.state = "refused";
    else if (answer.status === 404) connection.state = "gone";
    else return;
    tell([]);
  } catch {
    // Nothing answers: it is tried again.
  }
}

export function start() {
  if (!source) {
    connection.state = "gone";
    tell([]);
    return;
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      close();
      connection.state = "paused";
      tell([]);
    } else open();
  });
  open();
}
