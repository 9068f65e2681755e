import { avatar, button, h, icon, linked } from "./dom.js";
import { isSameGroup, statusOf } from "./entries.js";

/** As many messages are on the page at first; each step upwards adds as many. */
const STEP = 60;
const NEAR_END = 48;

/** What the customer has just done needs no line. */
const UNTOLD = new Set(["session_started", "session_rated", "rating_changed"]);

/** The messages of the conversation. An element stays as long as what it shows does not change. */
export class MessageList {
  #list = h("ol", { className: "messages", role: "list" });
  #typing = h("p", { className: "typing", hidden: true });
  #earlier = button("plain earlier", () => this.#showEarlier());
  #below = button("below", () => this.toEnd());
  #items = new Map();
  #shown = STEP;
  #first = 0;
  #stays = true;
  #view;
  #texts;
  #actions;
  /** What replies to messages and shows files, once it is loaded. */
  extras;

  /** @param actions `retry(id)`, `discard(id)`, and `seen()` when the newest message is in view */
  constructor(actions) {
    this.#actions = actions;
    this.scroller = h("div", { className: "scroller", tabIndex: 0, role: "log", "aria-live": "off" });
    this.#below.hidden = true;
    this.scroller.append(this.#earlier, this.#list, this.#typing);
    this.scroller.addEventListener("keydown", (event) => this.extras?.key(event));
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // What was in view at the end stays in view when something else needs room.
    new ResizeObserver(() => this.#stays && this.toEnd()).observe(this.scroller);
    this.root = h("div", { className: "log" }, this.scroller, this.#below);
  }

  get #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  get isAtEnd() {
    return this.#stays;
  }

  #scrolled() {
    this.#stays = this.#atEnd;
    if (this.#stays && !this.#below.hidden) {
      this.#below.hidden = true;
      this.#actions.seen();
    }
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#stays = true;
    this.#below.hidden = true;
  }

  /** Another session. */
  clear() {
    this.#shown = STEP;
    this.#first = 0;
    this.#stays = true;
  }

  render(view, texts) {
    const atEnd = this.#stays;
    const before = this.#view?.lastSeq ?? 0;
    const wasWriting = this.#view?.pendingCount ?? 0;
    this.#texts = texts;
    this.scroller.setAttribute("aria-label", texts.t("messages"));
    this.#earlier.textContent = texts.t("earlier");
    this.#below.replaceChildren(icon("down"), texts.t("below"));
    this.#draw(view, atEnd);
    const wrote = view.pending.length > wasWriting;
    if (atEnd || wrote) {
      this.toEnd();
    } else if (view.lastSeq > before && view.entries.at(-1)?.sender !== "user") {
      this.#below.hidden = false;
    }
    this.#view = { lastSeq: view.lastSeq, pendingCount: view.pending.length, source: view };
  }

  #draw(view, atEnd) {
    if (atEnd) {
      this.#first = Math.max(0, view.entries.length - this.#shown);
    }
    this.#earlier.hidden = this.#first === 0;
    const wanted = [...this.#wanted(view)];
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, item] of this.#items) {
      if (!keys.has(key)) {
        item.element.remove();
        this.#items.delete(key);
      }
    }
    let next = this.#list.firstElementChild;
    for (const { key, mark, make } of wanted) {
      let item = this.#items.get(key);
      if (!item || item.mark !== mark) {
        const element = make();
        if (item) {
          next = next === item.element ? element : next;
          item.element.replaceWith(element);
        }
        item = { element, mark };
        this.#items.set(key, item);
      }
      if (item.element === next) {
        next = item.element.nextElementSibling;
      } else {
        this.#list.insertBefore(item.element, next);
      }
    }
    this.#drawTyping(view);
  }

  #drawTyping({ head }) {
    const who = head?.typing?.find(({ sender }) => sender !== "user");
    this.#typing.hidden = !who;
    if (who) {
      const name = who.adminInfo?.name ?? this.#texts.t("agent");
      const dots = h("span", { className: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
      this.#typing.replaceChildren(dots, this.#texts.t("typing", { name }));
    }
  }

  /** What should be there, in order: `{key, mark, make}`; an element is made anew when its mark changes. */
  *#wanted(view) {
    const language = `${this.#texts.language} ${Boolean(this.extras)}`;
    const lastOwn = view.entries.findLast(({ sender, deletedAt }) => sender === "user" && !deletedAt);
    let previous;
    const shown = view.entries.slice(this.#first).filter(({ event }) => !UNTOLD.has(event));
    for (const [index, entry] of shown.entries()) {
      const at = new Date(entry.receivedAt);
      if (!previous || at.toDateString() !== new Date(previous.receivedAt).toDateString()) {
        const key = `day ${at.toDateString()}`;
        const mark = `${language} ${new Date().toDateString()}`;
        yield { key, mark, make: () => h("li", { className: "day" }, h("span", {}, this.#texts.day(at))) };
        previous = undefined;
      }
      const follows = previous !== undefined && isSameGroup(previous, entry);
      const status = entry === lastOwn && view.pending.length === 0 ? statusOf(entry, view.head?.cursors?.admin) : undefined;
      const { quote, editedAt, deletedAt, message } = entry;
      const goesOn = !status && index + 1 < shown.length && isSameGroup(entry, shown[index + 1]);
      const mark = [language, follows, goesOn, status, editedAt, deletedAt, message, quote?.message].join("\u0000");
      yield { key: entry.messageId, mark, make: () => this.#entry(entry, follows, goesOn, status) };
      previous = entry;
    }
    for (const message of view.pending) {
      const mark = `${language} ${message.state}`;
      yield { key: message.id, mark, make: () => this.#pending(message) };
    }
  }

  #entry(entry, follows, goesOn, status) {
    if (entry.sender === "system") {
      return h("li", { className: "event" }, h("span", {}, entry.message));
    }
    const name = this.#texts.author(entry);
    const own = entry.sender === "user";
    const parts = [this.#quote(entry), this.#text(entry), this.extras?.filesOf(entry.attachments)];
    const className = `message ${own ? "own" : "other"}${follows ? " follows" : ""}`;
    return h(
      "li",
      { className },
      !own && !follows && avatar(name),
      h("p", { className: own || follows ? "sr" : "author", dir: "auto" }, name),
      h("div", { className: entry.deletedAt ? "bubble gone" : "bubble", title: this.#texts.exact(entry.receivedAt) }, parts, !entry.deletedAt && this.extras?.replyButton(entry)),
      (!goesOn || entry.editedAt) && this.#foot(entry, status),
    );
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
    return quote && h("blockquote", { dir: "auto" }, h("b", {}, this.#texts.author(quote)), h("span", {}, quote.message || this.#texts.t("withdrawn")));
  }

  #pending({ id, text, state, reason, quote, files }) {
    const failed = state === "failed";
    const parts = [this.#quote({ quote }), text && h("p", { className: "text", dir: "auto" }, linked(text)), this.extras?.filesOf(files, false)];
    const bubble = h("div", { className: "bubble" }, parts);
    const foot = failed
      ? [
          h("span", { className: "failed" }, this.#texts.t("failed")),
          reason !== "failedEnded" && button("plain", () => this.#actions.retry(id), this.#texts.t("retry")),
          button("plain", () => this.#actions.discard(id), this.#texts.t("discard")),
        ]
      : h("span", {}, this.#texts.t("sending"));
    return h(
      "li",
      { className: `message own ${state}` },
      h("p", { className: "sr" }, this.#texts.t("you")),
      bubble,
      h("p", { className: "foot" }, foot),
      failed && h("p", { className: "reason" }, this.#texts.t(reason)),
    );
  }

  #showEarlier() {
    const { scrollHeight, scrollTop } = this.scroller;
    this.#shown += STEP;
    this.#first = Math.max(0, this.#first - STEP);
    this.#draw(this.#view.source, false);
    this.scroller.scrollTop = scrollTop + this.scroller.scrollHeight - scrollHeight;
    if (this.#earlier.hidden) {
      this.scroller.focus({ preventScroll: true });
    }
  }
}
