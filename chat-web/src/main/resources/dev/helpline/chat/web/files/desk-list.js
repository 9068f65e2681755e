import { avatar, button, h, icon } from "./dom.js";
import { Filters } from "./desk-filters.js";
import { isOverdue, lastAt } from "./desk-state.js";

const ROW = 64;
const HEAD = 36;
const SPARE = 6;
const NEAR_END = 640;
const PAUSE = 250;
const SECTIONS = ["waiting", "mine", "team"];

/**
 * The list of sessions: the open ones (those that wait, the agent's own, those of the team), or those that have ended. Only the rows in view are on the page, so thousands of
 * sessions scroll smoothly. What is under the pointer, or has the focus, does not move when the list changes.
 */
export class SessionList {
  #texts;
  #desk;
  #actions;
  #folded = new Set();
  #rows = [];
  #tops = [];
  #height = 0;
  #items = new Map();
  #pointed;
  #drawing = false;
  #chosen = {};
  #list;
  #searching;

  /** @param actions `open(sessionId)` and `show(list)`, "open" or "ended" */
  constructor(texts, desk, actions) {
    this.#texts = texts;
    this.#desk = desk;
    this.#actions = actions;
    const t = (key) => texts.t(key);
    this.search = h("input", {
      type: "search",
      className: "search",
      oninput: () => this.#searched(),
      onkeydown: (event) => this.#searchKey(event),
    });
    this.#filters = new Filters(texts, desk, (chosen) => {
      this.#chosen = chosen;
      this.#searchEnded();
      this.render();
    });
    const tab = (list, label) => button("tab", () => actions.show(list), label);
    this.#tabs = { open: tab("open", t("openSessions")), ended: tab("ended", t("ended")) };
    this.#rowList = h("ul", { className: "rows", role: "list" });
    this.#empty = h("p", { className: "empty", hidden: true });
    const listeners = {
      onkeydown: (event) => this.#key(event),
      onpointerover: (event) => (this.#pointed = event.target.closest("li")?.dataset.key),
      onpointerleave: () => (this.#pointed = undefined),
    };
    this.scroller = h("div", { className: "list-scroller", ...listeners }, this.#rowList, this.#empty);
    this.scroller.addEventListener("scroll", () => this.#draw(), { passive: true });
    new ResizeObserver(() => this.#draw()).observe(this.scroller);
    this.root = h(
      "nav",
      { className: "sessions", "aria-label": t("sessions") },
      h("div", { className: "searching" }, this.search, this.#filters.toggle),
      this.#filters.root,
      h("div", { className: "tabs", role: "group", "aria-label": t("sessions") }, this.#tabs.open, this.#tabs.ended),
      this.scroller,
    );
  }

  #filters;
  #tabs;
  #rowList;
  #empty;

  #searched() {
    if (this.#desk.list === "ended") {
      clearTimeout(this.#searching);
      this.#searching = setTimeout(() => this.#searchEnded(), PAUSE);
    } else {
      this.render();
    }
  }

  #searchEnded() {
    clearTimeout(this.#searching);
    if (this.#desk.list === "ended") {
      this.scroller.scrollTop = 0;
      this.#desk.searchEnded({ ...this.#chosen, q: this.search.value.trim() });
    }
  }

  /** Changes between the lists. */
  #change(list) {
    this.#list = list;
    this.search.value = "";
    this.search.placeholder = this.search.ariaLabel = this.#texts.t(list === "ended" ? "searchEnded" : "filter");
    Object.entries(this.#tabs).forEach(([name, tab]) => tab.setAttribute("aria-pressed", String(name === list)));
    this.scroller.scrollTop = 0;
    this.#chosen = {};
    this.#filters.show(list);
    this.#searchEnded();
  }

  /** The rows of the list that is shown, and what stands in their place if there are none. */
  #wanted() {
    const filter = this.search.value;
    if (this.#list === "ended") {
      const { sessions, isLoading } = this.#desk.ended;
      return { rows: sessions.map((session) => ({ key: session.sessionId, session })), empty: isLoading ? "loading" : "nothingFound" };
    }
    const isFiltered = Boolean(filter) || Object.keys(this.#chosen).length > 0;
    const sections = this.#desk.sections(filter, this.#chosen);
    const rows = [];
    for (const name of SECTIONS) {
      const sessions = sections[name];
      if (sessions.length > 0 || name !== "team") {
        rows.push({ key: `head ${name}`, name, count: sessions.length });
        if (!this.#folded.has(name) || isFiltered) {
          sessions.forEach((session) => rows.push({ key: session.sessionId, session }));
        }
      }
    }
    const isEmpty = SECTIONS.every((name) => sections[name].length === 0);
    return { rows, empty: isEmpty && this.#desk.hasBoard && (isFiltered ? "nothingFound" : "nothingOpen") };
  }

  /** Draws the list as the board is now. */
  render() {
    if (this.#list !== this.#desk.list) {
      this.#change(this.#desk.list);
    }
    const kept = this.#anchor();
    const { rows, empty } = this.#wanted();
    this.#place(rows);
    this.#empty.hidden = !empty || rows.some(({ session }) => session);
    this.#empty.textContent = empty ? this.#texts.t(empty) : "";
    if (kept) {
      const index = this.#rows.findIndex(({ key }) => key === kept.key);
      if (index >= 0) {
        this.scroller.scrollTop = this.#tops[index] - kept.offset;
      }
    }
    this.#draw();
  }

  #place(rows) {
    this.#rows = rows;
    this.#height = 0;
    this.#tops = rows.map(({ session }) => {
      const top = this.#height;
      this.#height += session ? ROW : HEAD;
      return top;
    });
    this.#rowList.style.height = `${this.#height}px`;
  }

  /** The row that must not move, and where it is: under the pointer, with the focus, or the first in view unless the list is at its top. */
  #anchor() {
    const { scrollTop } = this.scroller;
    const focused = this.#focusedKey();
    const key = this.#pointed ?? focused ?? (scrollTop > 0 ? this.#rows[this.#indexAt(scrollTop)]?.key : undefined);
    const index = key === undefined || key.startsWith("head") ? -1 : this.#rows.findIndex((row) => row.key === key);
    return index < 0 ? undefined : { key, offset: this.#tops[index] - scrollTop };
  }

  #focusedKey() {
    return this.root.getRootNode().activeElement?.closest?.(".rows li")?.dataset.key;
  }

  #indexAt(top) {
    let low = 0;
    let high = this.#tops.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= top) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  #draw() {
    if (!this.#drawing) {
      this.#drawing = true;
      queueMicrotask(() => {
        this.#drawing = false;
        this.#drawNow();
      });
    }
  }

  #drawNow() {
    const { scrollTop, clientHeight } = this.scroller;
    if (this.#list === "ended" && this.#height - scrollTop - clientHeight < NEAR_END) {
      this.#desk.moreEnded();
    }
    const first = Math.max(0, this.#indexAt(scrollTop) - SPARE);
    const last = Math.min(this.#rows.length - 1, this.#indexAt(scrollTop + clientHeight) + SPARE);
    const focused = this.#focusedKey();
    const wanted = new Map();
    this.#rows.forEach((row, index) => {
      if ((index >= first && index <= last) || row.key === focused) {
        wanted.set(row.key, { row, index });
      }
    });
    for (const [key, item] of this.#items) {
      if (!wanted.has(key)) {
        item.element.remove();
        this.#items.delete(key);
      }
    }
    let next = this.#rowList.firstElementChild;
    for (const { row, index } of wanted.values()) {
      const item = this.#item(row);
      item.element.style.top = `${this.#tops[index]}px`;
      if (item.element === next) {
        next = item.element.nextElementSibling;
      } else {
        this.#rowList.insertBefore(item.element, next);
      }
    }
  }

  #item(row) {
    const mark = row.session ? this.#markOf(row.session) : `${row.count} ${this.#folded.has(row.name)}`;
    let item = this.#items.get(row.key);
    if (!item) {
      const element = h("li", { className: row.session ? "row" : "section" });
      element.dataset.key = row.key;
      item = { element };
      this.#items.set(row.key, item);
    }
    if (item.mark !== mark) {
      item.mark = mark;
      if (row.session) {
        this.#fillRow(item.element, row.session);
      } else {
        this.#fillHead(item.element, row);
      }
    }
    return item;
  }

  #markOf(session) {
    const id = session.sessionId;
    const isCurrent = this.#desk.current?.id === id;
    const flags = [isCurrent, this.#desk.hasDraft(id), this.#desk.isTyping(id), this.#desk.isMentioned(session), this.#desk.isOffered(session), isOverdue(session)];
    const { lastMessage, unreadCount, priority, subject, agent, state, userInfo, escalatedAt, tags, rating } = session;
    const shown = [lastMessage?.message, lastMessage?.sender, unreadCount, priority, subject, agent?.name, state, userInfo.name, escalatedAt, tags, rating];
    return JSON.stringify([...shown, ...flags, this.#since(session)]);
  }

  #since(session) {
    return this.#texts.ago(session.waitingSince ?? Date.parse(lastAt(session)));
  }

  #fillHead(element, { name, count }) {
    const folded = this.#folded.has(name);
    let fold = element.querySelector("button");
    if (!fold) {
      fold = button("fold", () => this.#fold(name));
      element.replaceChildren(h("h2", {}, fold));
    }
    fold.setAttribute("aria-expanded", String(!folded));
    fold.replaceChildren(icon("chevron"), h("span", {}, this.#texts.t(name)), h("span", { className: "count" }, this.#texts.number(count)));
  }

  #fold(name) {
    if (!this.#folded.delete(name)) {
      this.#folded.add(name);
    }
    this.render();
  }

  #fillRow(element, session) {
    const { sessionId, userInfo, state, lastMessage, unreadCount = 0 } = session;
    const t = (key, values) => this.#texts.t(key, values);
    const name = nameOf(session.userInfo, this.#texts);
    const isCurrent = this.#desk.current?.id === sessionId;
    const isMine = this.#desk.isMine(session);
    let link = element.querySelector("a");
    if (!link) {
      const open = (event) => {
        if (!event.metaKey && !event.ctrlKey && !event.shiftKey) {
          event.preventDefault();
          this.#actions.open(sessionId);
        }
      };
      link = h("a", { href: `#/s/${encodeURIComponent(sessionId)}`, onclick: open });
      element.replaceChildren(link);
    }
    if (isCurrent) {
      link.setAttribute("aria-current", "true");
    } else {
      link.removeAttribute("aria-current");
    }
    element.classList.toggle("unread", isMine && unreadCount > 0);
    const face = avatar(name, userInfo.userId);
    face.append(h("span", { className: `shape ${state}`, "aria-hidden": "true" }));
    const typing = this.#desk.isTyping(sessionId);
    const preview = lastMessage && !typing ? this.#lineOf(lastMessage) : h("span", {}, typing ? t("typing", { name }) : t("noMessage"));
    const badge = isMine && unreadCount > 0;
    const parts = [
      face,
      h("span", { className: "row-name", dir: "auto" }, name),
      h("span", { className: `row-time ${state}${isOverdue(session) ? " overdue" : ""}` }, this.#since(session)),
      h("span", { className: typing ? "row-line is-typing" : "row-line" }, preview),
      badge ? h("span", { className: "count lit" }, unreadCount > 99 ? `${this.#texts.number(99)}+` : this.#texts.number(unreadCount)) : h("span"),
      this.#marks(session, state, isMine),
      badge && h("span", { className: "sr" }, t("unread", { count: unreadCount })),
    ];
    link.replaceChildren(...parts.filter(Boolean));
    link.title = userInfo.email ?? "";
  }

  #lineOf(last) {
    const text = h("span", { dir: "auto" }, last.message || this.#texts.t("file"));
    return last.sender === "user" || last.sender === "system" ? [text] : [h("bdi", {}, `${this.#texts.author(last)}: `), text];
  }

  #marks(session, state, isMine) {
    const { sessionId, subject, category, priority, agent, escalatedAt, tags = [], outcome, rating } = session;
    const t = (key) => this.#texts.t(key);
    const urgent = priority === "urgent" || priority === "high";
    const parts = [
      this.#desk.hasDraft(sessionId) && h("span", { className: "draft-mark" }, t("draft")),
      this.#desk.isMentioned(session) && h("span", { className: "draft-mark", title: t("mentioned") }, "@", h("span", { className: "sr" }, t("mentioned"))),
      this.#desk.isOffered(session) && h("span", { className: "priority urgent" }, t("offered")),
      isOverdue(session) && h("span", { className: "priority urgent" }, "! ", t("overdue")),
      escalatedAt && h("span", { className: "priority urgent" }, t("escalated")),
      urgent && h("span", { className: `priority ${priority}` }, t(priority)),
      state === "on_hold" && h("span", { className: "hold-mark" }, t("on_hold")),
      outcome && h("span", {}, t(outcome)),
      rating && h("span", { className: "stars-mark", title: t(`stars${rating}`) }, "★".repeat(rating), h("span", { className: "sr" }, t(`stars${rating}`))),
      state === "waiting" && h("span", { className: "sr" }, t("waiting")),
      !isMine && agent && h("span", { dir: "auto" }, agent.name ?? agent.agentId),
      (subject || category) && h("span", { className: "subject", dir: "auto" }, subject ?? category),
      tags.length > 0 && h("span", { className: "subject", dir: "auto" }, tags.join(", ")),
    ];
    return h("span", { className: "row-marks" }, parts);
  }

  // The keyboard.

  #searchKey(event) {
    if (event.key === "ArrowDown" || (event.key === "Enter" && this.search.value)) {
      event.preventDefault();
      const first = this.#rows.find(({ session }) => session);
      if (first && event.key === "Enter") {
        this.#actions.open(first.key);
      } else if (first) {
        this.#focusRow(first.key);
      }
    } else if (event.key === "Escape" && this.search.value) {
      event.stopPropagation();
      this.search.value = "";
      this.render();
    }
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const focused = this.#focusedKey();
    if (step && focused) {
      event.preventDefault();
      const index = this.#rows.findIndex(({ key }) => key === focused);
      const next = this.#rows[index + step];
      if (next) {
        this.#focusRow(next.key);
      } else if (step < 0) {
        this.search.focus();
      }
    }
  }

  /** The session that stands before or after another one, or the first. */
  neighbour(id, step) {
    const sessions = this.#rows.filter(({ session }) => session);
    const index = sessions.findIndex(({ key }) => key === id);
    return sessions[index < 0 ? 0 : index + step]?.key;
  }

  /** The session that waits first. */
  get nextWaiting() {
    return this.#desk.sections().waiting[0]?.sessionId;
  }

  /** Scrolls a session into view. */
  reveal(id) {
    const index = this.#rows.findIndex(({ key }) => key === id);
    if (index >= 0) {
      const top = this.#tops[index];
      const { scrollTop, clientHeight } = this.scroller;
      if (top < scrollTop) {
        this.scroller.scrollTop = top - HEAD;
      } else if (top + ROW > scrollTop + clientHeight) {
        this.scroller.scrollTop = top + ROW - clientHeight + HEAD;
      }
      this.#drawNow();
    }
  }

  #focusRow(key) {
    this.reveal(key);
    this.#items.get(key)?.element.querySelector("a, button")?.focus({ preventScroll: true });
  }
}

/** The name of a customer, or what stands in its place. */
export function nameOf({ name, email, isGuest, userId }, texts) {
  return name?.trim() || email || (isGuest ? texts.t("guest") : userId);
}
