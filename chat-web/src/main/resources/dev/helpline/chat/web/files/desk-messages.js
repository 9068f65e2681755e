import { Files } from "./compose.js";
import { avatar, button, h, icon, linked } from "./dom.js";
import { actionsInWords } from "./desk-macros.js";
import { isSameGroup, statusOf } from "./entries.js";

/** So many messages are on the page at most; when the reader scrolls to an edge, the window moves by a step. */
const SHOWN = 160;
const STEP = 60;
const NEAR_EDGE = 600;
const NEAR_END = 48;

/** What the conversation shows by itself. */
const UNTOLD = new Set(["session_started"]);

/**
 * The messages of a session. Only a window of them is on the page; it moves with the reader, and what the reader sees stays where it is.
 * An element stays as long as what it shows does not change.
 */
export class DeskMessages {
  #texts;
  #desk;
  #actions;
  #session;
  #customer = "";
  #first = 0;
  #last = 0;
  #stays = true;
  #items = new Map();
  #files;
  #lastSeq = 0;
  #pendingCount = 0;

  /** @param actions `menu(entry, element)`, `retry(id)`, `discard(id)`, `openFile(attachment)`, `seen()` */
  constructor(texts, desk, actions) {
    this.#texts = texts;
    this.#desk = desk;
    this.#actions = actions;
    this.#files = new Files(texts, { open: actions.openFile, addressOf: (file) => this.#session.addressOf(file) });
    this.#list = h("ol", { className: "messages", role: "list" });
    this.#typing = h("p", { className: "typing", hidden: true });
    this.#below = button("below", () => this.toEnd(), icon("down"), texts.t("below"));
    this.#below.hidden = true;
    this.scroller = h(
      "div",
      { className: "scroller", tabIndex: 0, role: "log", "aria-live": "off", "aria-label": texts.t("messages"), onkeydown: (event) => this.#key(event) },
      this.#list,
      this.#typing,
    );
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#stays && this.#scrollToEnd()).observe(this.scroller);
    this.root = h("div", { className: "log" }, this.scroller, this.#below);
  }

  #list;
  #typing;
  #below;

  get isAtEnd() {
    return this.#stays;
  }

  toEnd() {
    this.#stays = true;
    this.#below.hidden = true;
    this.render(this.#session, this.#customer);
    this.#actions.seen();
  }

  #scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** @param customer the name of the customer */
  render(session, customer) {
    if (this.#session !== session) {
      this.#session = session;
      this.#stays = true;
      this.#lastSeq = 0;
      this.#pendingCount = 0;
      this.#items.clear();
      this.#list.replaceChildren();
      this.#below.hidden = true;
    }
    this.#customer = customer;
    const wrote = session.pending.length > this.#pendingCount;
    this.#pendingCount = session.pending.length;
    this.#stays ||= wrote;
    if (this.#stays) {
      this.#last = session.entries.length;
      this.#first = Math.max(0, this.#last - SHOWN / 2);
      this.#draw();
      this.#scrollToEnd();
    } else {
      this.#withoutMoving(() => this.#draw());
      this.#below.hidden = session.lastSeq <= this.#lastSeq;
    }
    this.#lastSeq = this.#stays ? session.lastSeq : this.#lastSeq;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const session = this.#session;
    const isWhole = this.#last >= session.entries.length;
    const wasAtEnd = this.#stays;
    this.#stays = isWhole && scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.#stays && !wasAtEnd) {
      this.#below.hidden = true;
      this.#lastSeq = session.lastSeq;
      this.#actions.seen();
    }
    if (scrollTop < NEAR_EDGE && !this.#stays) {
      this.#earlier();
    } else if (scrollHeight - scrollTop - clientHeight < NEAR_EDGE && !isWhole) {
      this.#move(STEP);
    }
  }

  async #earlier() {
    const session = this.#session;
    if (this.#first > 0) {
      this.#move(-STEP);
    } else if (session.hasEarlier) {
      const before = session.entries.length;
      const first = session.entries[0];
      await session.loadEarlier();
      const added = session.entries.indexOf(first);
      if (session === this.#session && session.entries.length > before && added > 0) {
        this.#first += added;
        this.#last += added;
        this.#move(-STEP);
      }
    }
  }

  #move(step) {
    this.#withoutMoving(() => {
      const count = this.#session.entries.length;
      this.#first = Math.min(Math.max(0, this.#first + step), Math.max(0, count - STEP));
      this.#last = step < 0 ? Math.min(this.#last, this.#first + SHOWN) : Math.min(count, this.#last + step);
      this.#first = Math.max(this.#first, this.#last - SHOWN);
      this.#draw();
    });
  }

  /** Draws, and leaves what is in view where it is. The name of a day does not count, since it is always the first of what is drawn. */
  #withoutMoving(draw) {
    const top = this.scroller.getBoundingClientRect().top;
    const [key, item] =
      [...this.#items].find(([key, { element }]) => !key.startsWith("day ") && element.getBoundingClientRect().bottom > top) ?? [];
    const before = item?.element.getBoundingClientRect().top;
    draw();
    const after = this.#items.get(key)?.element.getBoundingClientRect().top;
    if (after !== undefined) {
      this.scroller.scrollTop += after - before;
    }
  }

  #draw() {
    const wanted = [...this.#wanted()];
    const keys = new Set(wanted.map(({ key }) => key));
    const known = this.#items;
    this.#items = new Map();
    for (const [key, item] of known) {
      if (!keys.has(key)) {
        item.element.remove();
      }
    }
    let next = this.#list.firstElementChild;
    for (const { key, mark, make } of wanted) {
      let item = known.get(key);
      if (!item || item.mark !== mark) {
        const element = make();
        if (item) {
          const hadFocus = item.element.contains(this.root.getRootNode().activeElement);
          next = next === item.element ? element : next;
          item.element.replaceWith(element);
          if (hadFocus) {
            element.focus({ preventScroll: true });
          }
        }
        item = { element, mark };
      }
      this.#items.set(key, item);
      if (item.element === next) {
        next = item.element.nextElementSibling;
      } else {
        this.#list.insertBefore(item.element, next);
      }
    }
    this.#drawTyping();
  }

  #drawTyping() {
    const who = this.#session.state !== "ended" && this.#session.head?.typing?.find((who) => !this.#desk.wrote(who));
    this.#typing.hidden = !who;
    if (who) {
      const name = who.sender === "user" ? this.#customer : (who.adminInfo?.name ?? this.#texts.t("agent"));
      const dots = h("span", { className: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
      this.#typing.replaceChildren(dots, this.#texts.t("typing", { name }));
    }
  }

  /** What should be there, in order: `{key, mark, make}`; an element is made anew when its mark changes. */
  *#wanted() {
    const { entries, pending, head } = this.#session;
    const shown = entries.slice(this.#first, this.#last).filter(({ event }) => !UNTOLD.has(event));
    const isWhole = this.#last >= entries.length;
    const lastOwn = entries.findLast(({ sender, type, deletedAt }) => sender === "admin" && type !== "note" && !deletedAt);
    const today = new Date().toDateString();
    let previous;
    for (const [index, entry] of shown.entries()) {
      const at = new Date(entry.receivedAt);
      if (!previous || at.toDateString() !== new Date(previous.receivedAt).toDateString()) {
        const day = at.toDateString();
        yield { key: `day ${day}`, mark: today, make: () => h("li", { className: "day" }, h("span", {}, this.#texts.day(at))) };
        previous = undefined;
      }
      const follows = previous !== undefined && isSameKind(previous, entry);
      const status = entry === lastOwn && pending.length === 0 ? statusOf(entry, head?.cursors?.user) : undefined;
      const goesOn = !status && index + 1 < shown.length && isSameKind(entry, shown[index + 1]);
      const { quote, editedAt, deletedAt, message } = entry;
      const mark = [this.#customer, follows, goesOn, status, editedAt, deletedAt, message, quote?.message].join("\u0000");
      yield { key: entry.messageId, mark, make: () => this.#entry(entry, follows, goesOn, status) };
      previous = entry;
    }
    for (const message of isWhole ? pending : []) {
      yield { key: message.id, mark: message.state, make: () => this.#pending(message) };
    }
  }

  #entry(entry, follows, goesOn, status) {
    if (entry.sender === "system") {
      const time = h("time", { dateTime: entry.receivedAt, title: this.#texts.exact(entry.receivedAt) }, this.#texts.clock(entry.receivedAt));
      return h("li", { className: "event" }, h("span", { dir: "auto" }, entry.message), " ", time);
    }
    const own = entry.sender !== "user";
    const name = this.#nameOf(entry);
    const parts = [this.#quote(entry), this.#text(entry), ...this.#files.of(entry.attachments)];
    const isNote = entry.type === "note";
    const className = `message ${own ? "own" : "other"}${isNote ? " note" : ""}${follows ? " follows" : ""}`;
    const more = button("more", (event) => this.#actions.menu(entry, event.currentTarget), icon("more"));
    more.title = more.ariaLabel = this.#texts.t("messageActions");
    more.tabIndex = -1;
    const item = h(
      "li",
      { className, tabIndex: -1 },
      !own && !follows && avatar(name, this.#session.detail.userInfo.userId),
      h("p", { className: follows ? "sr" : "author", dir: "auto" }, isNote ? `${this.#texts.t("note")} · ${name}` : name),
      h(
        "div",
        { className: "line" },
        h("div", { className: entry.deletedAt ? "bubble gone" : "bubble", title: this.#texts.exact(entry.receivedAt) }, parts),
        !entry.deletedAt && more,
      ),
      (!goesOn || entry.editedAt) && this.#foot(entry, status),
    );
    return Object.assign(item, { entry });
  }

  #foot(entry, status) {
    const time = h("time", { dateTime: entry.receivedAt }, this.#texts.clock(entry.receivedAt));
    const edited = entry.editedAt && !entry.deletedAt && h("span", {}, this.#texts.t("edited"));
    return h("p", { className: "foot" }, time, edited, status && h("span", { className: status }, this.#texts.t(status)));
  }

  #text(entry) {
    if (entry.deletedAt) {
      return h("p", { className: "text" }, this.#texts.t("withdrawn"));
    }
    return entry.message.trim() && h("p", { className: "text", dir: "auto" }, linked(entry.message));
  }

  #quote({ quote }) {
    if (!quote) {
      return undefined;
    }
    return h("blockquote", { dir: "auto" }, h("b", {}, this.#nameOf(quote)), h("span", {}, quote.message || this.#texts.t("withdrawn")));
  }

  #nameOf(entry) {
    return entry.sender === "user" ? this.#customer : this.#texts.author(entry);
  }

  #pending({ id, text, state, reason, quote, files, macro, isNote }) {
    const failed = state === "failed";
    const parts = [this.#quote({ quote }), text && h("p", { className: "text", dir: "auto" }, linked(text)), ...this.#files.of(files, false)];
    if (macro) {
      parts.push(h("p", { className: "acts", dir: "auto" }, actionsInWords(this.#texts, macro.acts).join(" · ")));
    }
    const foot = failed
      ? [
          h("span", { className: "failed" }, this.#texts.t("failed")),
          reason !== "failedEnded" && button("plain", () => this.#actions.retry(id), this.#texts.t("retry")),
          button("plain", () => this.#actions.discard(id), this.#texts.t("discard")),
        ]
      : h("span", {}, this.#texts.t("sending"));
    return h(
      "li",
      { className: `message own ${state}${isNote ? " note" : ""}` },
      h("p", { className: isNote ? "author" : "sr" }, isNote ? this.#texts.t("note") : (this.#desk.me?.name ?? this.#texts.t("you"))),
      h("div", { className: "line" }, h("div", { className: "bubble" }, parts)),
      h("p", { className: "foot" }, foot),
      failed && h("p", { className: "reason" }, this.#texts.t(reason)),
    );
  }

  // The keyboard: arrows go from message to message, Enter opens what can be done with one.

  #key(event) {
    const item = event.target.closest("li.message");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && (item || event.target === this.scroller)) {
      /** @type {any[]} */
      const items = [...this.#list.querySelectorAll("li.message[tabindex]")];
      const next = item ? items[items.indexOf(item) + step] : items.at(-1);
      if (next) {
        event.preventDefault();
        next.focus();
        next.scrollIntoView({ block: "nearest" });
      }
    } else if (item?.entry && event.target === item && (event.key === "Enter" || event.key === "ContextMenu")) {
      event.preventDefault();
      this.#actions.menu(item.entry, item);
    }
  }
}

/** A note is never in a group with what the customer gets. */
function isSameKind(previous, entry) {
  return isSameGroup(previous, entry) && (previous.type === "note") === (entry.type === "note");
}
