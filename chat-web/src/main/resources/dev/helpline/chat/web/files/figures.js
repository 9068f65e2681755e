import { sheet, h } from "./dom.js";
import { addressOf, viewOf, zone } from "./figures-address.js";
import { Board } from "./figures-board.js";
import { SessionsBehind } from "./figures-sessions.js";
import { loadFiguresTexts } from "./figures-texts.js";
import { pageHead } from "./page-parts.js";

const ADMIN = "../admin/chat";

/** The page of the figures, for supervisors: what goes on now. It is the one kind of its pages. */
export class Pages {
  #desk;
  #api;
  #actions;
  #language;
  #texts;
  #loading;
  #access;
  #query;
  #board;
  #sessions;
  #figures;
  #body;
  #scrolled = 0;
  #left;

  /** @param actions `failed(problem)`, `back()` */
  constructor(texts, desk, api, actions) {
    this.#language = texts.language;
    this.#desk = desk;
    this.#api = api;
    this.#actions = actions;
    this.root = h("div", { className: "page figures", hidden: true });
  }

  /** Shows the page, or not. @param page with its `query` */
  show(page) {
    if (!page) {
      this.#leave();
    } else if (!this.#texts) {
      this.root.hidden = false;
      this.#load();
    } else {
      this.#draw(page.query ?? "");
    }
  }

  #leave() {
    if (!this.root.hidden) {
      this.root.hidden = true;
      this.#query = undefined;
      this.#board?.stop();
    }
  }

  async #load() {
    this.#loading ??= Promise.all([loadFiguresTexts(this.#language), sheet("./figures.css")]);
    try {
      const [texts, styles] = await this.#loading;
      if (!this.#texts) {
        this.#texts = texts;
        this.root.getRootNode().adoptedStyleSheets.push(styles);
        this.#desk.changed();
      }
    } catch (problem) {
      this.#loading = undefined;
      this.#actions.failed(problem);
    }
  }

  #draw(query) {
    const { me } = this.#desk;
    const access = me?.role === undefined ? "unknown" : this.#desk.isSupervisor ? "all" : "none";
    if (this.#access !== access) {
      this.#access = access;
      this.#build(access);
    }
    this.root.hidden = false;
    if (access !== "all") {
      return;
    }
    const view = viewOf(query);
    this.#board.refresh(view);
    if (this.#query !== query) {
      this.#query = query;
      this.#open(view);
    }
  }

  /** Makes the page anew: for a supervisor, for another agent, or as long as it is not known who looks at it. */
  #build(access) {
    const t = (key, values) => this.#texts.t(key, values);
    const head = pageHead(this.#texts, t("figures"), access === "all" && t("zone", { zone: zone().replaceAll("_", " ") }), () => this.#actions.back());
    this.#body = h("div", { className: "page-body", tabIndex: 0, role: "region", "aria-label": t("figures"), onscroll: () => this.#scroll() });
    this.root.replaceChildren(head, this.#body);
    if (access === "all") {
      this.#board = new Board(this.#texts, this.#desk, () => this.#api.call("GET", `${ADMIN}/board`));
      this.#sessions = new SessionsBehind(this.#texts, this.#desk);
      this.#figures = h("div", {}, this.#board.root);
      this.#body.append(this.#figures, this.#sessions.root);
    } else if (access === "none") {
      this.#body.append(h("p", { className: "empty" }, t("figuresRole")));
      this.root.querySelector("h1")?.focus();
    }
  }

  /** Shows the view that an address has just led to, with the focus where a reader goes on. */
  #open(view) {
    const { behind } = view;
    const links = this.#figures.getRootNode().activeElement;
    if (behind && this.#figures.contains(links)) {
      this.#left = links.getAttribute("href");
    }
    this.#figures.hidden = Boolean(behind);
    this.#sessions.show(behind, addressOf({ ...view, behind: undefined }));
    this.#body.scrollTop = behind ? 0 : this.#scrolled;
    const before = !behind && this.#left && this.#figures.querySelector(`a[href="${CSS.escape(this.#left)}"]`);
    (before || this.root.querySelector(behind ? ".behind h2" : "h1")).focus();
    this.#left = behind ? this.#left : undefined;
  }

  #scroll() {
    if (!this.root.hidden && !this.#figures?.hidden) {
      this.#scrolled = this.#body.scrollTop;
    }
  }
}
