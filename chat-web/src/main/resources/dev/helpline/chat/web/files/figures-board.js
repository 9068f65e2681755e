import { h } from "./dom.js";
import { addressOf } from "./figures-address.js";

/** The board changes as quickly as customers write; it is not read more often than that. */
const PAUSE = 2000;

/**
 * What goes on now. It is read when the page opens, and again when the feed of the desk says that a session or an agent has changed; between two
 * readings only the longest wait grows.
 */
export class Board {
  #texts;
  #desk;
  #read;
  #shown;
  #known = {};
  #timer;
  #isReading = false;

  /** @param read returns a promise of the live board */
  constructor(texts, desk, read) {
    this.#texts = texts;
    this.#desk = desk;
    this.#read = read;
    this.#tiles = h("dl", { className: "tiles" });
    this.root = h("section", { className: "now" }, h("h2", {}, texts.t("now")), this.#tiles);
  }

  #tiles;

  /** Draws what is known, and reads it again if that is outdated. */
  refresh(view) {
    this.#draw(view);
    const { board, agents } = this.#desk;
    if (this.#known.board !== board || this.#known.agents !== agents) {
      this.#timer ??= setTimeout(() => this.#readNow(view), this.#shown ? PAUSE : 0);
    }
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #readNow(view) {
    if (this.#isReading) {
      return;
    }
    const { board, agents } = this.#desk;
    this.#isReading = true;
    try {
      const read = await this.#read();
      this.#shown = { ...read, since: performance.now() };
      this.#known = { board, agents };
    } catch {
      // the desk says that the connection is lost; the board is read again with the next change
    } finally {
      this.#isReading = false;
      this.#timer = undefined;
    }
    this.#draw(view);
  }

  #draw(view) {
    if (!this.#shown) {
      return;
    }
    const t = (key, values) => this.#texts.t(key, values);
    const { waiting, active, onHold, longestWaitSeconds, agentsOnline, agentsAvailable, breaches, since } = this.#shown;
    const number = (value) => this.#texts.number(value);
    const behind = (figure) => addressOf({ ...view, behind: { figure } });
    const wait = longestWaitSeconds === undefined ? undefined : longestWaitSeconds * 1000 + performance.now() - since;
    const longest = wait === undefined ? t("noneWaits") : this.#texts.duration(wait - (wait % 1000));
    const tiles = [
      ["waiting", number(waiting), waiting > 0 && behind("nowWaiting"), "waiting"],
      ["longestWait", longest, wait !== undefined && behind("nowWaiting"), wait === undefined && "nothing"],
      ["active", number(active), active > 0 && behind("nowActive"), "active"],
      ["on_hold", number(onHold), onHold > 0 && behind("nowOnHold"), "on_hold"],
      ["agentsOnline", number(agentsOnline), "#/team", undefined, t("available", { count: number(agentsAvailable) })],
      ["overdue", number(breaches), breaches > 0 && behind("nowOverdue"), breaches > 0 && "overdue"],
    ];
    const mark = JSON.stringify(tiles);
    if (this.#tiles.dataset.shown !== mark) {
      this.#tiles.dataset.shown = mark;
      const focused = this.#tiles.getRootNode().activeElement?.dataset.tile;
      this.#tiles.replaceChildren(...tiles.map((tile) => this.#tile(...tile)));
      [...this.#tiles.querySelectorAll("a")].find(({ dataset }) => dataset.tile === focused)?.focus();
    }
  }

  #tile(name, value, href, state, hint) {
    const shape = ["waiting", "active", "on_hold"].includes(state) && h("span", { className: `shape ${state}`, "aria-hidden": "true" });
    const number = href ? h("a", { href, "data-tile": name }, value) : value;
    const mark = state === "overdue" && "! ";
    return h("div", {}, h("dt", { className: "state" }, shape, this.#texts.t(name)), h("dd", { className: state || undefined }, mark, number, hint && h("small", {}, hint)));
  }
}
