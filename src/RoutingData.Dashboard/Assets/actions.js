// What changes something: asked for twice, sent with a header that no other site's page can send.

import { byId, setText } from "./dom.js";
import { address } from "./live.js";

export const mayAct = document.body.dataset.mayAct === "true";

/** Posts and returns the answer; an answer that refuses is an error with its sentence. */
export async function post(path, body) {
  const answer = await fetch(address(path), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-RoutingData-Dashboard": "1" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  let value = {};
  try { value = JSON.parse(text); } catch { /* Not ours: a proxy's page, say. */ }
  if (!answer.ok) throw new Error(value.message ?? `The server answered ${answer.status}.`);
  return value;
}

/** Says something at the top of the page. */
export function notice(text, isBad = false) {
  const place = byId("notice");
  place.hidden = false;
  place.dataset.bad = isBad;
  setText(place, text);
}

let confirmed = () => {};

/** Asks, and does it when it is confirmed. */
export function ask(title, text, verb, path, body) {
  const dialog = byId("confirm");
  setText(byId("confirm-title"), title);
  setText(byId("confirm-text"), text);
  setText(byId("confirm-yes"), verb);
  confirmed = async () => {
    try {
      notice((await post(path, body)).message);
    } catch (error) {
      notice(error.message, true);
    }
  };
  dialog.showModal();
  byId("confirm-no").focus();
}

export function start() {
  const dialog = byId("confirm");
  byId("confirm-no").addEventListener("click", () => dialog.close());
  byId("confirm-yes").addEventListener("click", () => {
    dialog.close();
    void confirmed();
  });
  const reset = byId("reset");
  reset.hidden = !mayAct;
  reset.addEventListener("click", () => ask(
    "Reset the statistics?", "Counts, latencies and the stories of failovers begin anew, for all who look, and in the application's own Statistics.",
    "Reset", "api/reset", {}));
}
