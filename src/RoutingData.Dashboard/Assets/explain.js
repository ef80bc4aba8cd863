// Where would it go? The statement is sent in the body, since addresses end up in logs; it is not run.

import { byId, el } from "./dom.js";
import { post } from "./actions.js";
import { placeMark } from "./traffic.js";

async function explain() {
  const answer = byId("explain-answer");
  try {
    const said = await post("api/explain", { text: byId("explain-text").value });
    const facts = [
      ["Why", said.reason],
      ["Hostgroup", `${said.hostgroup}${said.ruleId === undefined ? "" : `, by rule ${said.ruleId}`}`],
      ["Afterwards", said.pins ? "the session stays on that connection" : "the session is free"],
      ["Servers now", said.servers.join(", ") || "none: it would wait"],
    ];
    answer.replaceChildren(el("p", { class: "verdict" }, "It goes to: ", placeMark(said.target)),
      el("dl", { class: "facts" }, ...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))));
  } catch (error) {
    answer.replaceChildren(el("p", { class: "bad" }, error.message));
  }
}

export function start() {
  byId("explain-form").addEventListener("submit", event => {
    event.preventDefault();
    void explain();
  });
  byId("explain-text").addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void explain();
    }
  });
}
