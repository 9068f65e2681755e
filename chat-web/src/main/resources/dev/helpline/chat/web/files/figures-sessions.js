import { h } from "./dom.js";
import { nameOf } from "./desk-list.js";
import { isOverdue } from "./desk-state.js";
import { table } from "./page-parts.js";

const LIVE = {
  nowWaiting: { title: "waiting", isMeant: ({ state }) => state === "waiting" },
  nowActive: { title: "active", isMeant: ({ state }) => state === "active" },
  nowOnHold: { title: "on_hold", isMeant: ({ state }) => state === "on_hold" },
  nowOverdue: { title: "overdue", isMeant: isOverdue },
};

/** The sessions behind a number, each a link to its conversation. */
export class SessionsBehind {
  #texts;
  #desk;

  constructor(texts, desk) {
    this.#texts = texts;
    this.#desk = desk;
    this.root = h("section", { className: "behind", hidden: true });
  }

  /** @param back the address of the view that has the number; without `behind` nothing is shown */
  show(behind, back) {
    this.root.hidden = !behind;
    if (!behind) {
      this.root.replaceChildren();
      return;
    }
    const { title, isMeant } = LIVE[behind.figure];
    const t = (key) => this.#texts.t(key);
    const sessions = [...this.#desk.board.values()].filter(isMeant).sort((a, b) => Date.parse(a.startTime) - Date.parse(b.startTime));
    const rows = sessions.map((session) => this.#row(session));
    const shown = rows.length > 0 ? table(this.#texts, ["session", "subject", "stateOf", "started", "assignedTo"], rows) : h("p", { className: "empty" }, t("noSessions"));
    this.root.replaceChildren(h("p", {}, h("a", { href: back }, t("toFigures"))), h("h2", { tabIndex: -1 }, t(title)), shown);
  }

  #row(session) {
    const { sessionId, userInfo, subject, state, startTime, agent } = session;
    return [
      h("a", { href: `#/s/${encodeURIComponent(sessionId)}` }, nameOf(userInfo, this.#texts)),
      subject,
      h("span", { className: `state ${state}` }, h("span", { className: `shape ${state}`, "aria-hidden": "true" }), this.#texts.t(state)),
      h("time", { dateTime: startTime, title: this.#texts.exact(startTime) }, this.#texts.short(startTime)),
      agent?.name ?? agent?.agentId,
    ];
  }
}
