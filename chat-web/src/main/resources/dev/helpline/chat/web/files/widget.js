import { Api, Pause, Tokens, pauseAfter } from "./api.js";
import { Conversation } from "./conversation.js";
import { Memory, avatar, button, h, icon, sheet } from "./dom.js";
import { MessageList } from "./message-list.js";
import { loadTexts } from "./texts.js";

/** Not a session, and not that there is none. */
const UNKNOWN = Symbol("unknown");

/**
 * The customer's chat as an element of the host's page: a button in the corner that opens a panel. docs/widget.md lists its attributes,
 * methods and events.
 */
class HelplineChat extends HTMLElement {
  static observedAttributes = ["lang", "heading"];

  #shadow = this.attachShadow({ mode: "open" });
  #tokens = new Tokens();
  #conversation;
  #texts;
  #parts;
  #isOpen = false;
  #drawing = false;
  #session;
  #state;
  #asksToEnd = false;
  #started;
  #forms;
  #more;
  #extras;
  #memory;

  /**
   * Signs the customer in, also when another one was signed in.
   *
   * @param {import("./api.js").TokenProvider} [provider] is called again when the server does not accept the last one.
   *     Default: the sign-in is that of the attributes, and has changed
   */
  signIn(provider = this.#tokens.provider) {
    this.#tokens.provider = provider;
    this.#conversation?.signedIn();
  }

  /** Opens the panel and moves the focus to it. */
  open() {
    this.#isOpen = true;
    this.#loadMore();
    this.#draw();
    this.#focus();
  }

  /** The forms, and what goes beyond text, are loaded when the panel opens, since most customers never open it. */
  async #loadMore() {
    if (this.#extras || !this.#parts) {
      return;
    }
    try {
      [this.#forms, this.#more] = await Promise.all([import("./forms.js"), import("./widget-extras.js")]);
    } catch {
      return;
    }
    await this.#addExtras();
    if (this.#conversation?.mustAnswer) {
      this.#focus();
    }
  }

  async #addExtras() {
    const parts = this.#parts;
    const loaded = await this.#more.loadExtras(this.#texts.language).catch(() => undefined);
    if (loaded && this.#conversation && parts === this.#parts) {
      const sheets = this.#shadow.adoptedStyleSheets;
      this.#shadow.adoptedStyleSheets = sheets.includes(loaded.rules) ? sheets : [...sheets, loaded.rules];
      parts.list.extras = this.#extras = new this.#more.Extras(loaded.texts, this.#conversation, this.#memory, parts);
      this.#draw();
    }
  }

  /** Closes the panel; the conversation goes on. */
  close() {
    const hadFocus = this.#shadow.activeElement !== null;
    this.#isOpen = false;
    this.#draw();
    if (hadFocus) {
      this.#parts?.launcher.focus();
    }
  }

  /** One of "hidden", "new", "offline", "waiting", "active" and "ended". */
  get state() {
    return this.#conversation?.phase ?? "hidden";
  }

  #seen = () => this.#draw();

  connectedCallback() {
    const started = (this.#started = {});
    document.addEventListener("visibilitychange", this.#seen);
    this.#start(() => this.#started === started);
  }

  disconnectedCallback() {
    this.#started = undefined;
    document.removeEventListener("visibilitychange", this.#seen);
    this.#conversation?.close();
    this.#conversation = undefined;
    this.#shadow.replaceChildren();
  }

  async attributeChangedCallback(name, before, after) {
    if (this.#texts && before !== after) {
      if (name === "lang") {
        this.#texts = await loadTexts(this.#languages());
      }
      this.#build();
      this.#draw();
    }
  }

  async #start(isWanted) {
    const pause = new Pause();
    for (let failures = 0; isWanted(); failures++) {
      try {
        [this.#shadow.adoptedStyleSheets, this.#texts] = await Promise.all([sheets(), loadTexts(this.#languages())]);
        break;
      } catch (failure) {
        await pause.for(pauseAfter(failures, failure));
      }
    }
    if (!isWanted()) {
      return;
    }
    const server = this.getAttribute("server");
    const base = server === null ? new URL("..", import.meta.url) : new URL(server.replace(/\/?$/, "/"), document.baseURI);
    this.#tokens.followAttributes(this, base);
    const memory = (this.#memory = new Memory(`helpline-chat ${base}`));
    const changed = () => this.#draw();
    this.#conversation = new Conversation(new Api(base, this.#tokens), memory, changed, (entry) => this.#announce(entry));
    const attribute = (name) => this.getAttribute(name) ?? undefined;
    this.#conversation.options = { locale: this.#texts.language, subject: attribute("subject"), category: attribute("category") };
    this.#conversation.joinTabs(`helpline-chat ${base}`);
    this.#build();
    this.#conversation.open();
  }

  #languages() {
    return [this.getAttribute("lang"), document.documentElement.lang, ...navigator.languages];
  }

  // The parts of the page.

  #build() {
    const t = (key, values) => this.#texts.t(key, values);
    const list = new MessageList({
      retry: (id) => this.#conversation.retry(id),
      discard: (id) => {
        this.#conversation.discard(id);
        this.#focus();
      },
      seen: () => this.#draw(),
    });
    const badge = h("span", { className: "badge", hidden: true, "aria-hidden": "true" });
    const launcher = button("launcher", () => this.#toggle());
    const title = h("h2", { tabIndex: -1 });
    const subtitle = h("p", { className: "subtitle" });
    const face = h("div", { className: "face" });
    const endButton = this.#iconButton("end", t("end"), () => this.#askToEnd(true));
    const closeButton = this.#iconButton("close", t("close"), () => this.close());
    const banner = h("p", { className: "banner", role: "status" });
    const input = h("textarea", {
      rows: 1,
      "aria-label": t("write"),
      placeholder: t("write"),
      dir: "auto",
      oninput: () => this.#write(),
      onkeydown: (event) => this.#key(event),
    });
    const send = h("button", { className: "send", type: "submit", "aria-label": t("send"), title: t("send") }, icon("send"));
    const over = h("p", { className: "over", role: "status" });
    const submit = (event) => {
      event.preventDefault();
      this.#send();
    };
    const composer = h("form", { className: "composer", onsubmit: submit }, input, send, over);
    const question = h(
      "div",
      { className: "question", role: "group", "aria-label": t("endQuestion"), hidden: true },
      h("p", {}, t("endQuestion")),
      button("danger", () => this.#end(), t("end")),
      button("secondary", () => this.#askToEnd(false), t("keep")),
    );
    const finale = h("div", { className: "finale", hidden: true });
    const announcer = h("div", { className: "sr", role: "status", "aria-live": "polite" });
    const header = h("div", { className: "head" }, face, h("div", { className: "titles" }, title, subtitle), endButton, closeButton);
    const panel = h(
      "section",
      { className: "panel", role: "dialog", hidden: true, onkeydown: (event) => event.key === "Escape" && this.#escape() },
      [header, banner, list.root, finale, question, composer],
    );
    const { language, direction } = this.#texts;
    const root = h("div", { className: "root", lang: language, dir: direction, hidden: true }, panel, launcher, announcer);
    this.#parts = { root, launcher, badge, panel, title, subtitle, face, endButton, banner, list, input, send, over };
    Object.assign(this.#parts, { composer, question, finale, announcer, closeButton });
    this.#extras = undefined;
    this.#state = undefined;
    this.#session = UNKNOWN;
    this.#shadow.replaceChildren(root);
    if (this.#more) {
      this.#addExtras();
    }
  }

  #iconButton(name, label, run) {
    const element = button("icon-button", run, icon(name));
    element.title = element.ariaLabel = label;
    return element;
  }

  /** Draws the state once, however often it changes in between. */
  #draw() {
    if (!this.#drawing && this.#conversation) {
      this.#drawing = true;
      queueMicrotask(() => {
        this.#drawing = false;
        if (this.#conversation && this.#parts) {
          this.#drawNow(this.#conversation);
        }
      });
    }
  }

  #drawNow(conversation) {
    const { root, launcher, badge, panel, list, composer, question, endButton } = this.#parts;
    const phase = conversation.phase;
    const hadFocus = this.#isOpen && phase !== "hidden" && this.#shadow.activeElement !== null;
    root.hidden = phase === "hidden";
    root.dataset.state = phase;
    panel.hidden = !this.#isOpen;
    root.classList.toggle("is-open", this.#isOpen);
    launcher.setAttribute("aria-expanded", String(this.#isOpen));
    this.#drawLauncher(conversation, launcher, badge);
    if (this.#session !== conversation.head?.sessionId) {
      this.#session = conversation.head?.sessionId;
      this.#asksToEnd = false;
      this.#parts.input.value = conversation.draft;
      list.clear();
    }
    this.#drawHeader(conversation, phase);
    this.#drawBanner(conversation);
    if (this.#isOpen) {
      list.render(conversation, this.#texts);
    }
    const asks = this.#asksToEnd && phase !== "ended";
    composer.hidden = phase === "ended" || asks || conversation.mustAnswer;
    question.hidden = !asks;
    list.root.hidden = conversation.mustAnswer;
    endButton.hidden = !conversation.head || phase === "ended";
    this.#drawFinale(conversation, phase);
    this.#extras?.render();
    this.#drawComposer(conversation);
    if (this.#isOpen && phase === "ended" && document.visibilityState === "visible") {
      conversation.claimPrompt();
    }
    if (this.#state !== phase) {
      this.#state = phase;
      this.dispatchEvent(new CustomEvent("helpline-state", { detail: { state: phase } }));
    }
    if (hadFocus && !this.#shadow.activeElement?.checkVisibility()) {
      this.#focus();
    }
    this.#readIfSeen(conversation);
  }

  #drawLauncher({ unread }, launcher, badge) {
    const label = this.#texts.t(this.#isOpen ? "close" : "open");
    const count = unread > 99 ? "99+" : String(unread);
    launcher.setAttribute("aria-label", unread > 0 ? `${label}. ${this.#texts.t("unread", { count })}` : label);
    badge.textContent = unread > 99 ? `${this.#texts.number(99)}+` : this.#texts.number(unread);
    badge.hidden = unread === 0 || this.#isOpen;
    launcher.replaceChildren(icon(this.#isOpen ? "down" : "chat"), badge);
    if (badge.dataset.count !== count) {
      badge.dataset.count = count;
      this.dispatchEvent(new CustomEvent("helpline-unread", { detail: { unread } }));
    }
  }

  #drawHeader(conversation, phase) {
    const { title, subtitle, face, panel } = this.#parts;
    const [heading, line] = this.#heading(conversation, phase);
    title.textContent = heading;
    subtitle.textContent = line;
    panel.setAttribute("aria-label", heading);
    const agent = phase === "active" && conversation.head.agent;
    const shape = h("span", { className: `shape ${this.#shape(conversation, phase)}`, "aria-hidden": "true" });
    face.replaceChildren(agent ? avatar(heading) : h("span", { className: "avatar team" }, icon("chat")), shape);
  }

  #shape({ head }, phase) {
    return phase === "active" && head.presence?.admin === "offline" ? "away" : phase;
  }

  #heading({ head, config }, phase) {
    const t = (key, values) => this.#texts.t(key, values);
    switch (phase) {
      case "offline": {
        const opensAt = config.businessHours?.opensAt;
        const back = opensAt ? t("backAt", { time: this.#texts.weekdayAndClock(opensAt) }) : "";
        return head ? [t("leftTitle"), back || t("leftHint")] : [t("offlineTitle"), `${t("offlineHint")} ${back}`.trim()];
      }
      case "waiting": {
        const place = head.queuePosition && t("place", { place: this.#texts.number(head.queuePosition) });
        const wait = head.estimatedWaitTime > 0 && t("wait", { time: this.#texts.minutes(head.estimatedWaitTime, head.estimatedWaitTimeP90) });
        return [t("waitingTitle"), [place, wait].filter(Boolean).join(" · ") || t("waitingHint")];
      }
      case "active": {
        const presence = head.presence?.admin && t(head.presence.admin === "online" ? "online" : "away");
        return [head.agent?.name ?? t("team"), [head.agent?.department, presence].filter(Boolean).join(" · ")];
      }
      case "ended":
        return [t("endedTitle"), t("endedHint")];
      default:
        return [this.getAttribute("heading") ?? t("newTitle"), t("newHint")];
    }
  }

  #drawBanner({ lostSince, signedOut }) {
    const { banner } = this.#parts;
    const text = signedOut ? this.#texts.t("signedOut") : lostSince ? this.#texts.t("lost", { time: this.#texts.clock(lostSince) }) : "";
    banner.textContent = text;
    banner.hidden = text === "";
  }

  #drawFinale(conversation, phase) {
    const { finale } = this.#parts;
    const { head, asks, rated, mustAnswer, wrongAnswers } = conversation;
    const wants = mustAnswer ? "form" : phase !== "ended" ? "" : asks ? "rating" : rated ? "thanks" : "over";
    finale.hidden = wants === "";
    const shows = `${wants} ${head?.sessionId} ${wrongAnswers} ${Boolean(this.#extras)}`;
    if (finale.dataset.shows === shows) {
      return;
    }
    finale.dataset.shows = shows;
    const another = button(wants === "rating" ? "plain" : "primary", () => this.#another(), this.#texts.t("another"));
    const rate = async (rating) => {
      await conversation.rate(rating);
      this.#say(this.#texts.t("rateThanks"));
      queueMicrotask(() => this.#parts.title.focus());
    };
    const form = this.#extras && this.#form(wants, conversation, rate);
    const thanks = wants === "thanks" && h("p", { className: "thanks" }, this.#texts.t("rateThanks"));
    finale.replaceChildren(...[form, thanks, wants && !mustAnswer && another].filter(Boolean));
  }

  #form(wants, conversation, rate) {
    const { ratingCategories = [], preChatForm = [], consent } = conversation.config;
    const answer = (answers) => {
      conversation.answer(answers);
      this.#parts.input.value = conversation.draft;
      this.#focus();
    };
    return wants === "rating"
      ? new this.#forms.RatingForm(this.#extras.texts, ratingCategories, rate).root
      : wants === "form" && new this.#forms.PreChatForm(this.#extras.texts, preChatForm, consent, conversation.wrongAnswers, answer).root;
  }

  #drawComposer({ config, uploads }) {
    const { input, send, over } = this.#parts;
    const length = [...input.value.trim()].length;
    const most = config?.maxMessageLength ?? Infinity;
    over.textContent = length > most ? this.#texts.t("tooLong", { over: this.#texts.number(length - most) }) : "";
    send.disabled = length > most || uploads?.isBusy || (length === 0 && !uploads?.hasAny);
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
  }

  // What the customer does.

  #toggle() {
    if (this.#isOpen) {
      this.close();
    } else {
      this.open();
    }
  }

  #escape() {
    if (this.#asksToEnd) {
      this.#askToEnd(false);
    } else {
      this.close();
    }
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    }
  }

  #write() {
    this.#conversation.write(this.#parts.input.value);
    this.#drawComposer(this.#conversation);
  }

  #send() {
    const { input, send } = this.#parts;
    if (!send.disabled) {
      const text = input.value.trim();
      input.value = "";
      this.#conversation.send(text);
      input.focus();
    }
  }

  #askToEnd(asks) {
    this.#asksToEnd = asks;
    this.#drawNow(this.#conversation);
    this.#focus();
  }

  async #end() {
    this.#asksToEnd = false;
    try {
      await this.#conversation.end();
    } catch {
      this.#draw();
    }
  }

  #another() {
    this.#conversation.another();
    this.#drawNow(this.#conversation);
    this.#focus();
  }

  /** Moves the focus to what the customer needs next. */
  #focus() {
    queueMicrotask(() => {
      const { composer, input, question, title, finale } = this.#parts ?? {};
      if (this.#isOpen && this.#parts) {
        this.#drawNow(this.#conversation);
        const asked = this.#conversation.mustAnswer && finale.querySelector("input, select");
        (!question.hidden ? question.querySelector(".secondary") : asked || (composer.hidden ? title : input)).focus();
      }
    });
  }

  #readIfSeen(conversation) {
    if (this.#isOpen && document.visibilityState === "visible" && this.#parts.list.isAtEnd && conversation.unread > 0) {
      conversation.markRead();
    }
  }

  // What a screen reader hears.

  #announce(entry) {
    if (!this.#isOpen || document.visibilityState !== "visible") {
      this.#extras?.arrived();
    }
    this.#say(entry.sender === "system" ? entry.message : `${this.#texts.author(entry)}: ${entry.message}`);
  }

  #say(text) {
    this.#parts.announcer.textContent = text;
  }
}

let loaded;

/** The style sheets of the widget, loaded once. */
function sheets() {
  loaded ??= Promise.all([sheet("./tokens.css"), sheet("./chat.css")]).catch((failure) => {
    loaded = undefined;
    throw failure;
  });
  return loaded;
}

customElements.define("helpline-chat", HelplineChat);

/** Signs the customer in at every widget of the page; see `HelplineChat.signIn`. */
export function signIn(provider) {
  document.querySelectorAll("helpline-chat").forEach((widget) => widget.signIn(provider));
}
