import { Api, Pause, Problem, Tokens, pauseAfter, tokenOf } from "./api.js";
import { openFile, takeDrops } from "./compose.js";
import { Alerts } from "./desk-alerts.js";
import { Composer } from "./desk-composer.js";
import { Details } from "./desk-details.js";
import { Dialogs } from "./desk-dialogs.js";
import { SessionList, nameOf } from "./desk-list.js";
import { DeskMessages } from "./desk-messages.js";
import { DeskState } from "./desk-state.js";
import { loadDeskTexts } from "./desk-texts.js";
import { Memory, addIcons, avatar, button, h, icon, sheet } from "./dom.js";

addIcons({
  back: "M12 4l-6 6 6 6",
  chevron: "M6 8l4 4 4-4",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  person: "M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.8 17a6.2 6.2 0 0 1 12.4 0",
  views: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z",
  settings: "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
  find: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5L17 17",
});

/** What an agent may do with a session, each with its key and the word of the protocol that allows it. */
const ACTIONS = [
  { name: "claim", label: "claim", key: "c", allowed: "claim", main: true },
  { name: "decline", label: "decline", key: "d", allowed: "decline", main: true },
  { name: "resume", label: "resume", key: "h", allowed: "resume", main: true },
  { name: "hold", label: "hold", key: "h", allowed: "hold", main: true },
  { name: "takeOver", label: "takeOver", key: "v", allowed: "take_over", main: true },
  { name: "assign", label: "assign", key: "a", allowed: "assign", main: true },
  { name: "transfer", label: "transfer", key: "x", allowed: "transfer", main: true },
  { name: "reopen", label: "reopen", key: "o", allowed: "reopen", main: true },
  { name: "end", label: "endSession", key: "e", allowed: "end", main: true },
  { name: "priority", label: "changePriority", key: "p", allowed: "set_priority" },
  { name: "tags", label: "editTags", key: "g", allowed: "tag" },
  { name: "escalate", label: "escalate", key: "s", allowed: "escalate" },
  { name: "return", label: "returnToQueue", key: "q", allowed: "return" },
  { name: "start", label: "startTitle", key: "w", allowed: "start" },
  { name: "audit", label: "auditTrail", key: "u", allowed: "read_audit" },
  { name: "block", label: "block", key: "b", allowed: "block" },
  { name: "unblock", label: "unblock", key: "b", allowed: "block" },
];

const KEYS = [
  { keys: ["j", "k"], label: "keyMove" },
  { keys: ["n"], label: "keyNext" },
  { keys: ["r"], label: "keyReply" },
  { keys: ["Enter"], label: "keySend" },
  { keys: ["Shift", "Enter"], label: "keyBreak" },
  { keys: ["/"], label: "keyResponses" },
  { keys: ["↑"], label: "keyEditLast" },
  { keys: ["Esc"], label: "keyLeave" },
  { keys: ["c"], label: "keyClaim" },
  { keys: ["d"], label: "decline" },
  { keys: ["h"], label: "keyHold" },
  { keys: ["a"], label: "assign" },
  { keys: ["x"], label: "transfer" },
  { keys: ["t"], label: "keyNote" },
  { keys: ["v"], label: "takeOver" },
  { keys: ["q"], label: "returnToQueue" },
  { keys: ["s"], label: "escalate" },
  { keys: ["p"], label: "changePriority" },
  { keys: ["g"], label: "editTags" },
  { keys: ["u"], label: "auditTrail" },
  { keys: ["w"], label: "startTitle" },
  { keys: ["e"], label: "endSession" },
  { keys: ["o"], label: "reopen" },
  { keys: ["b"], label: "block" },
  { keys: ["f"], label: "filter" },
  { keys: ["l"], label: "keyEnded" },
  { keys: ["m"], label: "keyMessages" },
  { keys: ["i"], label: "details" },
  { keys: ["Ctrl", "K"], label: "find" },
  { keys: ["?"], label: "keys" },
];

const TICK = 15_000;

/** What takes the place of the conversation, each loaded when it is opened first. */
const PAGES = {
  figures: () => import("./figures.js"),
  tables: () => import("./desk-pages.js"),
};

/**
 * The agents' desk as an element of a page: the queue, the conversation, the customer. docs/desk.md lists its attributes and keys.
 */
class HelplineDesk extends HTMLElement {
  static observedAttributes = ["lang"];

  #shadow = this.attachShadow({ mode: "open" });
  #tokens = new Tokens();
  #memory;
  #desk;
  #alerts;
  #texts;
  #parts;
  #started;
  #base;
  #api;
  #drawing = false;
  #shown;
  #clock;
  #noticeTimer;
  #offerTimer;
  #menuOwner;
  #pages = {};

  /**
   * Signs an agent in.
   *
   * @param {import("./api.js").TokenProvider} [provider] is called again when the server does not accept the last one.
   *     Default: the sign-in is that of the attributes, and has changed
   */
  signIn(provider = this.#tokens.provider) {
    this.#tokens.provider = provider;
    this.#desk?.signedIn();
  }

  connectedCallback() {
    const started = (this.#started = {});
    addEventListener("hashchange", this.#route);
    document.addEventListener("keydown", this.#key);
    document.addEventListener("visibilitychange", this.#seen);
    addEventListener("focus", this.#seen);
    this.#clock = setInterval(() => this.#desk && this.#draw(), TICK);
    this.#start(() => this.#started === started);
  }

  disconnectedCallback() {
    this.#started = undefined;
    removeEventListener("hashchange", this.#route);
    document.removeEventListener("keydown", this.#key);
    document.removeEventListener("visibilitychange", this.#seen);
    removeEventListener("focus", this.#seen);
    clearInterval(this.#clock);
    clearTimeout(this.#offerTimer);
    this.#desk?.stop();
    this.#desk = undefined;
    this.#shadow.replaceChildren();
  }

  async attributeChangedCallback(_, before, after) {
    if (this.#texts && before !== after) {
      this.#texts = await loadDeskTexts(this.#languages());
      this.#build();
      this.#draw();
    }
  }

  #languages() {
    return [this.getAttribute("lang"), ...navigator.languages, document.documentElement.lang];
  }

  async #start(isWanted) {
    const pause = new Pause();
    const styles = () => Promise.all([sheet("./tokens.css"), sheet("./chat.css"), sheet("./compose.css"), sheet("./desk.css")]);
    for (let failures = 0; isWanted(); failures++) {
      try {
        [this.#shadow.adoptedStyleSheets, this.#texts] = await Promise.all([styles(), loadDeskTexts(this.#languages())]);
        break;
      } catch (failure) {
        await pause.for(pauseAfter(failures, failure));
      }
    }
    if (!isWanted()) {
      return;
    }
    const server = this.getAttribute("server");
    this.#base = server === null ? new URL("..", import.meta.url) : new URL(server.replace(/\/?$/, "/"), document.baseURI);
    this.#memory = new Memory(`helpline-desk ${this.#base}`);
    this.#alerts = new Alerts(this.#memory);
    this.#tokens.followAttributes(this, this.#base);
    const { demoAgent } = this.#memory.read();
    if (!this.#tokens.hasProvider && this.#demo && demoAgent !== undefined) {
      this.#tokens.provider = () => tokenOf(`${this.#demo}/${demoAgent}`);
    }
    const api = (this.#api = new Api(this.#base, this.#tokens));
    this.#desk = new DeskState(api, this.#memory, {
      changed: () => this.#draw(),
      arrived: (session) => this.#arrived(session),
      waiting: (session) => this.#waiting(session),
    });
    this.#build();
    this.#route();
    this.#desk.start();
  }

  get #demo() {
    return this.getAttribute("demo-agents") ?? "";
  }

  // One address per session, so that going back works and a session can be passed on.

  #route = () => {
    if (this.#desk) {
      const hash = location.hash.slice(1);
      const [, id, list] = /^\/(?:s\/(.+)|(ended)?)$/.exec(hash) ?? [];
      const [, name, of] = /^\/(responses|team|audit|figures)(?:\/(.+))?$/.exec(hash) ?? [];
      this.#desk.page = name && { name, query: of, id: of && decodeURIComponent(of) };
      this.#desk.list = id || name ? this.#desk.list : (list ?? "open");
      this.#desk.open(id && decodeURIComponent(id));
    }
  };

  #open(id) {
    const hash = id ? `/s/${encodeURIComponent(id)}` : this.#desk.list === "ended" ? "/ended" : "/";
    if (location.hash.slice(1) !== hash) {
      history.pushState(null, "", new URL(`#${hash}`, location.href));
    }
    this.#route();
  }

  #showList(name) {
    this.#desk.list = name;
    this.#open();
  }

  // The parts of the page.

  #build() {
    const t = (key, values) => this.#texts.t(key, values);
    const desk = this.#desk;
    const openNow = (id) => {
      this.#open(id);
      this.#focusSoon();
    };
    const list = new SessionList(this.#texts, desk, { open: openNow, show: (name) => this.#showList(name) });
    const messages = new DeskMessages(this.#texts, desk, {
      menu: (entry, element) => this.#openMessageMenu(entry, element),
      retry: (id) => desk.current.retry(id),
      discard: (id) => [desk.current.discard(id), composer.input.focus()],
      openFile: (file) => this.#openFile(file),
      seen: () => this.#readIfSeen(),
    });
    const composer = new Composer(this.#texts, desk, {
      failed: (problem) => this.#tell(this.#reasonOf(problem)),
      editLast: () => this.#editLast(),
      leave: () => title.focus(),
    });
    const details = new Details(this.#texts, desk);
    const dialogs = new Dialogs(this.#texts, desk, {
      run: (name) => this.#run(name),
      open: openNow,
      insert: (id) => composer.insert(id),
      reasonOf: (problem) => this.#reasonOf(problem),
      closed: () => this.#shadow.activeElement ?? this.#focusSoon(),
    });
    const title = h("h1", { tabIndex: -1, dir: "auto" });
    const subtitle = h("p", { className: "subtitle", dir: "auto" });
    const bar = h("div", { className: "bar", role: "toolbar", "aria-label": t("actions") });
    const back = this.#iconButton("back", t("back"), () => this.#open());
    const others = this.#iconButton("more", t("moreActions"), () => this.#openActions());
    others.setAttribute("aria-haspopup", "menu");
    const more = this.#iconButton("person", t("details"), () => this.#toggleDetails());
    const header = h("header", { className: "session-head" }, back, h("div", { className: "titles" }, title, subtitle), bar, others, more);
    const blank = h("div", { className: "blank" });
    const locked = h("p", { className: "locked", hidden: true });
    const conversation = h("div", { className: "conversation" }, header, messages.root, locked, composer.root, blank);
    takeDrops(conversation, () => !composer.root.hidden, (files) => composer.take(files));
    const me = h("div", { className: "me" });
    const banner = h("p", { className: "banner", role: "status", hidden: true });
    const find = this.#iconButton("find", `${t("find")} (Ctrl+K)`, () => this.#run("find"));
    const views = this.#iconButton("views", t("views"), () => this.#openMenu(this.#views(), views, views));
    views.setAttribute("aria-haspopup", "menu");
    const settings = this.#iconButton("settings", t("settings"), () => this.#run("settings"));
    const side = h("div", { className: "side" }, h("header", { className: "side-head" }, h("h1", { className: "sr" }, t("sessions")), me, find, views, settings), list.root);
    const notice = h("p", { className: "notice", role: "status", hidden: true });
    const menu = h("div", { className: "menu", role: "menu", hidden: true, onkeydown: (event) => this.#menuKey(event), onfocusout: (event) => menu.contains(event.relatedTarget) || this.#closeMenu(false) });
    const announcer = h("div", { className: "sr", role: "status", "aria-live": "polite" });
    const columns = h("div", { className: "columns" }, side, h("main", {}, conversation, menu), details.root);
    const gate = h("div", { className: "gate", hidden: true });
    const { language, direction } = this.#texts;
    const root = h("div", { className: "root desk", lang: language, dir: direction }, banner, columns, gate, notice, announcer, dialogs.root);
    this.#parts = { root, list, messages, composer, details, dialogs, title, subtitle, bar, header, blank, locked, conversation, me, banner, notice };
    Object.assign(this.#parts, { menu, announcer, columns, gate, more, others, back });
    this.#shown = undefined;
    this.#pages = {};
    this.#shadow.replaceChildren(root);
  }

  #iconButton(name, label, run) {
    const element = button(`icon-button to-${name}`, run, icon(name));
    element.title = element.ariaLabel = label;
    return element;
  }

  /** Draws the state once, however often it changes in between. */
  #draw() {
    if (!this.#drawing) {
      this.#drawing = true;
      queueMicrotask(() => {
        this.#drawing = false;
        if (this.#desk && this.#parts) {
          this.#drawNow();
        }
      });
    }
  }

  #drawNow() {
    const desk = this.#desk;
    const { root, columns, list, details } = this.#parts;
    const isReady = desk.access === "ready";
    root.dataset.access = desk.access;
    root.dataset.view = desk.current || desk.page ? "session" : "list";
    root.classList.toggle("has-page", Boolean(desk.page));
    columns.hidden = !isReady;
    this.#drawGate();
    this.#drawBanner();
    if (!isReady) {
      return;
    }
    this.#drawMe();
    list.render();
    this.#drawSession(desk.current);
    details.render(desk.current);
    this.#alerts.count(desk.unread + desk.sections().waiting.length);
    this.#readIfSeen();
  }

  #drawSession(session) {
    const { title, subtitle, header, messages, composer, blank, more, list, locked } = this.#parts;
    const isThere = session?.load === "ready" && !this.#desk.page;
    const isNew = this.#shown !== session;
    this.#shown = session;
    for (const part of [header, messages.root]) {
      part.hidden = !isThere;
    }
    more.hidden = !isThere;
    composer.root.hidden = !isThere || !session.allowsWriting;
    this.#drawLocked(locked, session, isThere);
    blank.hidden = isThere || Boolean(this.#desk.page);
    this.#drawPage();
    if (!isThere) {
      this.#drawBlank(session);
      return;
    }
    const customer = nameOf(session.detail.userInfo, this.#texts);
    title.textContent = customer;
    subtitle.replaceChildren(...this.#subtitle(session));
    this.#drawBar(session);
    messages.render(session, customer);
    if (!composer.root.hidden) {
      composer.render(session);
    }
    if (isNew) {
      list.reveal(session.id);
    }
    if (this.#wantsFocus) {
      this.#focusSoon();
    }
  }

  async #drawPage() {
    const kind = ({ name }) => (name === "figures" ? "figures" : "tables");
    const pages = this.#pages;
    const { page } = this.#desk;
    const { conversation, dialogs } = this.#parts;
    if (page && !pages[kind(page)]) {
      const loaded = await PAGES[kind(page)]().catch(() => undefined);
      if (!loaded) {
        this.#tell(this.#texts.t("problemLost"));
        return;
      }
      pages[kind(page)] ??= new loaded.Pages(this.#texts, this.#desk, this.#api, {
        ask: (...question) => dialogs.ask(...question),
        failed: (problem) => this.#tell(this.#reasonOf(problem)),
        back: () => this.#open(),
      });
      conversation.append(pages[kind(page)].root);
    }
    const shown = this.#desk.page;
    Object.keys(pages).forEach((name) => pages[name].show(shown && kind(shown) === name ? shown : undefined));
  }

  /** Why there is no place to write. */
  #drawLocked(locked, session, isThere) {
    const isLocked = isThere && !session.allows("reply");
    locked.hidden = !isLocked;
    if (isLocked) {
      const name = session.agent?.name ?? session.agent?.agentId;
      locked.textContent = this.#texts.t(session.state === "ended" ? "lockedEnded" : name ? "lockedOther" : "lockedRole", { name });
    }
  }

  #subtitle(session) {
    const t = (key, values) => this.#texts.t(key, values);
    const { state, agent, detail, head } = session;
    const mark = h("span", { className: `state ${state}` }, h("span", { className: `shape ${state}`, "aria-hidden": "true" }), t(state));
    const name = agent && (this.#desk.isMine(session) ? t("yours") : (agent.name ?? agent.agentId));
    const wait = state === "waiting" && this.#desk.board.get(session.id)?.waitingSince;
    const escalated = state !== "ended" && detail.escalatedAt && t("escalated");
    const offered = this.#offeredFor(session);
    const rest = [name, offered, wait && t("waitingFor", { time: this.#texts.ago(wait) }), head?.offline && t("leftMessage"), escalated, detail.subject];
    return [mark, ...rest.filter(Boolean).map((text) => h("span", {}, h("bdi", {}, text)))];
  }

  /** How long the session is still offered to the agent; counts the seconds while it is shown. */
  #offeredFor(session) {
    clearTimeout(this.#offerTimer);
    if (!this.#desk.isOffered(session.detail)) {
      return undefined;
    }
    this.#offerTimer = setTimeout(() => this.#draw(), 1000);
    return this.#texts.t("offeredFor", { time: this.#texts.secondsUntil(Date.parse(session.detail.offer.until)) });
  }

  #drawBar(session) {
    const { bar, others } = this.#parts;
    const possible = this.#possible();
    const actions = possible.filter(({ main }) => main);
    others.hidden = actions.length === possible.length;
    const shown = actions.map(({ name }) => name).join();
    if (bar.dataset.shown !== `${session.id} ${shown}`) {
      bar.dataset.shown = `${session.id} ${shown}`;
      const hadFocus = bar.contains(this.#shadow.activeElement);
      bar.replaceChildren(
        ...actions.map(({ name, label, key }, index) => {
          const text = this.#texts.t(name === "claim" && session.allows("decline") ? "accept" : label);
          const element = button(`action ${name}${index === 0 && ["claim", "resume", "reopen"].includes(name) ? " first" : ""}`, () => this.#run(name), text);
          element.title = `${text} (${key})`;
          element.setAttribute("aria-keyshortcuts", key);
          return element;
        }),
      );
      if (hadFocus) {
        this.#parts.title.focus();
      }
    }
  }

  /** What the agent may do with the session that is shown. */
  #possible() {
    const session = this.#desk.current;
    return session?.load === "ready" ? ACTIONS.filter(({ name, allowed }) => session.allows(allowed) && this.#makesSense(name, session)) : [];
  }

  /** What can be shown beside what is there. */
  #views() {
    const views = [
      { name: "otherList", label: this.#desk.list === "open" ? "endedSessions" : "openSessions", key: "l" },
      { name: "responses", label: "responses" },
      { name: "team", label: "teamTitle" },
      this.#desk.isSupervisor && { name: "figures", label: "figures" },
      this.#desk.isSupervisor && { name: "allAudit", label: "auditTrail" },
      { name: "keys", label: "keys", key: "?" },
      this.#desk.config.agentStarts && { name: "startNew", label: "startTitle", key: this.#desk.current ? undefined : "w" },
    ].filter(Boolean);
    return views.map((view) => ({ ...view, run: () => this.#run(view.name) }));
  }

  #makesSense(name, session) {
    switch (name) {
      case "claim":
        return !session.agent || session.state === "waiting";
      case "takeOver":
        return session.agent && !this.#desk.isMine(session);
      case "return":
        return Boolean(session.agent);
      case "escalate":
        return !session.detail.escalatedAt;
      case "start":
        return !session.detail.userInfo.isGuest;
      case "block":
        return !session.detail.userInfo.isGuest && !session.isBlocked;
      case "unblock":
        return session.isBlocked;
      default:
        return true;
    }
  }

  #drawBlank(session) {
    const { blank } = this.#parts;
    const t = (key) => this.#texts.t(key);
    const shows = !session ? `none ${this.#desk.hasBoard} ${this.#desk.board.size > 0}` : session.load;
    if (blank.dataset.shows === shows) {
      return;
    }
    blank.dataset.shows = shows;
    const next = button("primary", () => this.#run("next"), t("openNext"));
    const waits = this.#desk.board.size > 0;
    const parts = {
      loading: [h("div", { className: "skeleton", "aria-label": t("loading"), role: "img" }, h("i"), h("i"), h("i"), h("i"))],
      new: [],
      missing: [h("h1", {}, t("missingTitle")), h("p", {}, t("missingHint")), button("secondary to-list", () => this.#open(), t("back"))],
    };
    const none = [icon("chat"), h("h2", {}, t(waits ? "chooseTitle" : "quietTitle")), h("p", {}, t(waits ? "chooseHint" : "quietHint")), waits && next];
    blank.replaceChildren(...(session ? (parts[session.load] ?? []) : this.#desk.hasBoard ? none : parts.loading).filter(Boolean));
  }

  #drawMe() {
    const { me } = this.#parts;
    const { name, agentId } = this.#desk.me ?? {};
    const { presence = "online" } = this.#desk.me ?? {};
    const shown = name ?? agentId ?? "";
    const isLost = Boolean(this.#desk.lostSince || this.#desk.signedOut);
    const mark = `${shown} ${isLost} ${presence}`;
    if (me.dataset.shown === mark || me.contains(this.#shadow.activeElement)) {
      return;
    }
    me.dataset.shown = mark;
    const t = (key) => this.#texts.t(key);
    const choose = async (event) => {
      event.target.blur();
      await this.#desk.choosePresence(event.target.value).catch((problem) => this.#tell(this.#reasonOf(problem)));
      delete me.dataset.shown;
      this.#draw();
    };
    const choice = (value) => h("option", { value, selected: value === presence }, t(value));
    const state = h("span", { className: `dot ${isLost ? "offline" : presence}`, "aria-hidden": "true" });
    const select = h("select", { "aria-label": t("presence"), onchange: choose }, ["online", "away", "offline"].map(choice));
    me.replaceChildren(avatar(shown || "?", agentId), h("div", {}, h("p", { className: "my-name", dir: "auto" }, shown), h("p", { className: "presence" }, state, isLost ? t("disconnected") : select)));
  }

  #drawBanner() {
    const { banner } = this.#parts;
    const { lostSince, signedOut, access } = this.#desk;
    const text = signedOut ? this.#texts.t("signedOut") : lostSince ? this.#texts.t("lost", { time: this.#texts.clock(lostSince) }) : "";
    banner.hidden = text === "" || access === "signedOut";
    if (banner.dataset.text !== text) {
      banner.dataset.text = text;
      banner.replaceChildren(text, ...(signedOut ? [" ", ...this.#waysIn("plain")] : []));
    }
  }

  /** What stands in the place of the desk while there is no agent. */
  #drawGate() {
    const { gate } = this.#parts;
    const { access } = this.#desk;
    gate.hidden = access === "ready";
    if (gate.dataset.access === access) {
      return;
    }
    gate.dataset.access = access;
    const t = (key) => this.#texts.t(key);
    const parts = {
      loading: () => [h("div", { className: "skeleton", role: "img", "aria-label": t("loading") }, h("i"), h("i"), h("i"), h("i"))],
      signedOut: () => [icon("chat"), h("h1", {}, t("signInTitle")), h("p", {}, t(this.#demo ? "signInDemo" : "signInHint")), h("div", { className: "ways" }, this.#waysIn("primary"))],
      forbidden: () => [icon("person"), h("h1", {}, t("forbiddenTitle")), h("p", {}, t("forbiddenHint")), h("div", { className: "ways" }, this.#waysIn("secondary"))],
    };
    gate.replaceChildren(h("div", { className: "gate-box", role: "main" }, ...(parts[access]?.() ?? [])));
    if (this.#demo && parts[access] && access !== "loading") {
      this.#offerDemoAgents(gate.querySelector(".ways"));
    }
  }

  #waysIn(className) {
    const t = (key) => this.#texts.t(key);
    const page = this.getAttribute("sign-in-url");
    if (page) {
      return [h("a", { className, href: new URL(page, document.baseURI).href, target: "_blank", rel: "noopener" }, t("signIn")), button(className === "plain" ? "plain" : "secondary", () => this.#desk.signedIn(), t("tryAgain"))];
    }
    return this.#demo && className !== "plain" ? [] : [button(className, () => this.#desk.signedIn(), t("tryAgain"))];
  }

  async #offerDemoAgents(ways) {
    const reply = await fetch(new URL(this.#demo, document.baseURI), { cache: "no-store" });
    const { agents } = await reply.json();
    ways.replaceChildren(
      ...agents.map(({ name, about }, index) =>
        button("demo-agent", () => this.#signInAs(index), avatar(name), h("span", {}, h("b", { dir: "auto" }, name), h("small", { dir: "auto" }, about))),
      ),
    );
    ways.querySelector("button")?.focus();
  }

  #signInAs(index) {
    this.#memory.write({ demoAgent: index });
    this.signIn(() => tokenOf(`${this.#demo}/${index}`));
  }

  #signOut() {
    this.#memory.write({ demoAgent: undefined, sessions: {}, agentId: undefined });
    location.reload();
  }

  // What the agent does.

  #wantsFocus = false;

  /** Moves the focus to where the agent writes, as soon as it is there. */
  #focusSoon() {
    this.#wantsFocus = true;
    queueMicrotask(() => {
      const { composer, title, header, dialogs } = this.#parts;
      if (!this.#wantsFocus || dialogs.isOpen || header.hidden) {
        return;
      }
      this.#wantsFocus = false;
      (composer.root.hidden ? title : composer.input).focus();
    });
  }

  async #run(name) {
    const { dialogs, list, composer, title } = this.#parts;
    const session = this.#desk.current;
    const run = {
      claim: () => this.#claim(session),
      decline: () => session.act("session/decline"),
      hold: () => session.act("session/hold"),
      resume: () => session.act("session/resume"),
      reopen: () => session.act("session/reopen"),
      end: () => dialogs.end(session),
      takeOver: () => session.act("session/take-over"),
      return: () => dialogs.giveBack(session),
      escalate: () => dialogs.escalate(session),
      priority: () => dialogs.priority(session),
      tags: () => dialogs.tags(session),
      block: () => dialogs.block(session),
      unblock: () => dialogs.unblock(session),
      assign: async () => {
        await this.#desk.refreshLists();
        dialogs.assign(session);
      },
      transfer: async () => {
        await this.#desk.refreshLists();
        dialogs.transfer(session);
      },
      start: async () => {
        await this.#desk.refreshLists();
        dialogs.start(session.detail.userInfo);
      },
      startNew: async () => {
        await this.#desk.refreshLists();
        dialogs.start();
      },
      note: () => {
        if (session?.allows("note")) {
          session.toggleNote();
          this.#focusSoon();
        }
      },
      next: () => this.#open(list.nextWaiting ?? list.neighbour(undefined, 0)),
      otherList: () => this.#showList(this.#desk.list === "open" ? "ended" : "open"),
      responses: () => (location.hash = "/responses"),
      team: () => (location.hash = "/team"),
      figures: () => (location.hash = "/figures"),
      audit: () => (location.hash = `/audit/${encodeURIComponent(session.id)}`),
      allAudit: () => (location.hash = "/audit"),
      find: () => dialogs.palette([...this.#possible(), ...this.#views()]),
      keys: () => dialogs.help(KEYS),
      settings: () => this.#openSettings(),
      alerts: async () => dialogs.alerts(await this.#desk.alertPreferences(), (wanted) => this.#desk.chooseAlerts(wanted)),
      reply: () => (composer.root.hidden ? title : composer.input).focus(),
      edit: () => this.#editLast(),
    };
    try {
      await run[name]();
      if (["claim", "takeOver", "resume", "reopen", "next"].includes(name)) {
        this.#focusSoon();
      } else if (name === "hold") {
        title.focus();
      }
    } catch (problem) {
      this.#tell(this.#reasonOf(problem));
    }
  }

  async #claim(session) {
    try {
      await session.act("session/assign");
    } catch (problem) {
      await session.refresh();
      const { agent } = session.detail;
      if (problem.code === "SESSION_CONFLICT" && agent && agent.agentId !== this.#desk.me?.agentId) {
        this.#tell(this.#texts.t("taken", { name: agent.name ?? agent.agentId }));
        return;
      }
      throw problem;
    }
  }

  #openSettings() {
    const { dialogs } = this.#parts;
    const memory = this.#memory;
    dialogs.settings(
      [
        { label: "sound", isOn: this.#alerts.isSoundOn, set: (isOn) => this.#alerts.setSound(isOn) },
        { label: "notifications", isOn: this.#alerts.isNotifying, set: (isOn) => this.#alerts.setNotifying(isOn) },
        { label: "singleKeys", isOn: memory.read().keys ?? true, set: (isOn) => [memory.write({ keys: isOn }), isOn][1] },
      ],
      () => this.#run("alerts"),
      this.#demo && (() => this.#signOut()),
    );
  }

  /** @param {any} problem may have the key of a text as its `reason`, where a caller knows better than the code */
  #reasonOf(problem) {
    const t = (key) => this.#texts.t(key);
    if (problem?.reason) {
      return t(problem.reason);
    }
    if (!(problem instanceof Problem)) {
      return t("problemLost");
    }
    const keys = { FORBIDDEN: "problemForbidden", SESSION_CONFLICT: "problemConflict", MESSAGE_NOT_EDITABLE: "problemEdit", RATE_LIMITED: "problemLimit", VALIDATION_ERROR: "problemInvalid", AGENT_CONFLICT: "problemChanged", TOO_MANY_SESSIONS: "problemTooMany" };
    if (problem.code === "CANNED_RESPONSE_CONFLICT") {
      return t(problem.details.field === "version" ? "problemChanged" : "problemTaken");
    }
    return keys[problem.code] ? t(keys[problem.code]) : this.#texts.t("problemOther", { code: problem.code });
  }

  /** Says something for some seconds, also to screen readers. */
  #tell(text) {
    const { notice } = this.#parts;
    notice.textContent = text;
    notice.hidden = false;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => (notice.hidden = true), 8000);
  }

  #toggleDetails() {
    const { root } = this.#parts;
    root.classList.toggle("shows-details");
  }

  async #openFile(file) {
    const session = this.#desk.current;
    const problem = await openFile(() => session.addressOf(file));
    if (problem) {
      this.#tell(this.#reasonOf(problem));
    }
  }

  // What can be done with a session beside what the bar has, and with a message.

  #openActions() {
    const { others } = this.#parts;
    const items = this.#possible()
      .filter(({ main }) => !main)
      .map(({ name, label, key }) => ({ label, key, run: () => this.#run(name) }));
    this.#openMenu(items, others, others);
  }

  #isEditable(entry) {
    const { editWindows } = this.#desk.config;
    const isOwn = entry.sender === "admin" && entry.type !== "note" && this.#desk.wrote(entry);
    const isOpen = this.#desk.current.state !== "ended" || editWindows.afterEnd;
    return isOwn && isOpen && !entry.deletedAt && Date.now() - Date.parse(entry.receivedAt) < editWindows.admin * 1000;
  }

  #editLast() {
    const session = this.#desk.current;
    const last = session?.entries.findLast((entry) => this.#isEditable(entry));
    if (last) {
      session.startEdit(last);
      this.#focusSoon();
    }
  }

  #openMessageMenu(entry, element) {
    const session = this.#desk.current;
    const isEditable = this.#isEditable(entry);
    const items = [
      session.allows("reply") && entry.type !== "note" && { label: "quote", run: () => [session.replyTo(entry), this.#focusSoon()] },
      entry.message && { label: "copy", run: () => navigator.clipboard?.writeText(entry.message) },
      isEditable && { label: "edit", run: () => [session.startEdit(entry), this.#focusSoon()] },
      isEditable && { label: "withdraw", run: () => this.#parts.dialogs.withdraw(session, entry) },
    ].filter(Boolean);
    if (items.length > 0) {
      this.#openMenu(items, element.querySelector(".bubble") ?? element, element.closest("li"));
    }
  }

  /**
   * @param wanted `[{label, key, run()}]`
   * @param beside the element below which the menu opens
   * @param owner the element that has the focus when the menu is left
   */
  #openMenu(wanted, beside, owner) {
    const { menu } = this.#parts;
    this.#menuOwner = owner;
    const items = wanted.map(({ label, key, run }) =>
      h(
        "button",
        { type: "button", role: "menuitem", tabIndex: -1, "aria-keyshortcuts": key, onclick: () => [this.#closeMenu(true), run()] },
        h("span", {}, this.#texts.t(label)),
        key && h("kbd", { "aria-hidden": "true" }, key),
      ),
    );
    menu.replaceChildren(...items);
    menu.hidden = false;
    const place = beside.getBoundingClientRect();
    menu.style.top = `${Math.max(8, Math.min(place.bottom, innerHeight - menu.offsetHeight - 8))}px`;
    menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - menu.offsetWidth - 8))}px`;
    items[0].focus();
  }

  #menuKey(event) {
    const { menu } = this.#parts;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    event.stopPropagation();
    if (step) {
      event.preventDefault();
      const items = [...menu.children];
      items[(items.indexOf(this.#shadow.activeElement) + step + items.length) % items.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      this.#closeMenu(true);
    }
  }

  #closeMenu(returns) {
    const { menu } = this.#parts;
    if (!menu.hidden) {
      menu.hidden = true;
      if (returns) {
        this.#menuOwner?.focus();
      }
    }
  }

  // The keyboard.

  #key = (event) => {
    const { dialogs, list, messages } = this.#parts ?? {};
    if (!dialogs || this.#desk?.access !== "ready" || dialogs.isOpen || event.defaultPrevented) {
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      this.#run("find");
      return;
    }
    const isWriting = this.#shadow.activeElement?.matches("input, textarea, select");
    const isOn = this.#memory.read().keys ?? true;
    if (isWriting || !isOn || event.ctrlKey || event.metaKey || event.altKey || document.activeElement !== this && document.activeElement !== document.body) {
      return;
    }
    const current = this.#desk.current?.id;
    const go = (id) => id && this.#open(id);
    const action = this.#possible().find(({ key }) => key === event.key);
    const keys = {
      j: () => go(list.neighbour(current, 1)),
      k: () => go(list.neighbour(current, -1)),
      n: () => this.#run("next"),
      r: () => this.#run("reply"),
      t: () => this.#run("note"),
      f: () => list.search.focus(),
      l: () => this.#run("otherList"),
      w: () => this.#desk.config.agentStarts && this.#run("startNew"),
      m: () => messages.scroller.focus(),
      i: () => this.#toggleDetails(),
      "?": () => this.#run("keys"),
      Escape: () => this.#open(),
    };
    const run = action ? () => this.#run(action.name) : keys[event.key];
    if (run) {
      event.preventDefault();
      run();
    }
  };

  // What happens meanwhile.

  #seen = () => {
    if (this.#desk) {
      this.#draw();
      if (document.visibilityState === "visible") {
        this.#desk.current?.checkDraft();
      }
    }
  };

  #readIfSeen() {
    const session = this.#desk.current;
    if (session?.load === "ready" && document.visibilityState === "visible" && document.hasFocus() && this.#parts.messages.isAtEnd) {
      session.markRead();
    }
  }

  #arrived(session) {
    const name = nameOf(session.userInfo, this.#texts);
    const { message } = session.lastMessage;
    this.#say(`${name}: ${message}`);
    if (this.#desk.current?.id !== session.sessionId || !document.hasFocus()) {
      this.#alerts.tell(name, message, () => this.#open(session.sessionId));
    }
  }

  #waiting(session) {
    const text = this.#texts.t("waitsNow", { name: nameOf(session.userInfo, this.#texts) });
    this.#say(text);
    this.#alerts.tell(text, session.subject ?? "", () => this.#open(session.sessionId));
  }

  #say(text) {
    this.#parts.announcer.textContent = text;
  }
}

customElements.define("helpline-desk", HelplineDesk);

/** Signs the agent in at every desk of the page; see `HelplineDesk.signIn`. */
export function signIn(provider) {
  document.querySelectorAll("helpline-desk").forEach((desk) => desk.signIn(provider));
}
