import { addIcons, button, h, icon } from "./dom.js";

addIcons({ filter: "M3 5h14M6 10h8M8.5 15h3" });

const STATES = ["waiting", "active", "on_hold"];
const PRIORITIES = ["urgent", "high", "normal", "low"];
const DEPARTMENTS = 10;
const OUTCOMES = ["resolved", "unresolved", "abandoned", "spam"];

/** Narrows the list: open sessions by what the board knows of them, ended ones by what the server can search for. */
export class Filters {
  #texts;
  #desk;
  #changed;
  #list;

  /** @param changed is called with what is chosen */
  constructor(texts, desk, changed) {
    this.#texts = texts;
    this.#desk = desk;
    this.#changed = changed;
    this.toggle = button("icon-button to-filters", () => this.#toggle(), icon("filter"));
    this.toggle.title = this.toggle.ariaLabel = texts.t("filters");
    this.toggle.setAttribute("aria-expanded", "false");
    this.root = h("form", { className: "filters", hidden: true, "aria-label": texts.t("filters"), onsubmit: (event) => event.preventDefault(), onchange: () => this.#tell() });
  }

  #toggle() {
    this.root.hidden = !this.root.hidden;
    this.toggle.setAttribute("aria-expanded", String(!this.root.hidden));
    if (this.root.hidden) {
      this.#clear();
    } else {
      this.#fill();
      this.root.querySelector("select")?.focus();
    }
  }

  #clear() {
    this.root.reset();
    this.#tell();
  }

  #tell() {
    const data = new FormData(this.root);
    /** @type {Record<string, any>} */
    const chosen = Object.fromEntries([...data].filter(([name, value]) => value !== "" && name !== "department"));
    const departments = data.getAll("department");
    if (departments.length > 0) {
      chosen.department = departments;
    }
    this.toggle.classList.toggle("is-on", Object.keys(chosen).length > 0);
    this.#changed(chosen);
  }

  /** Shows the fields for "open" or "ended" sessions; what was chosen for the other list is dropped. */
  show(list) {
    this.#list = list;
    this.toggle.classList.remove("is-on");
    if (!this.root.hidden) {
      this.#fill();
    }
  }

  #fill() {
    const fields = this.#list === "open" ? this.#ofOpen() : this.#ofEnded();
    this.root.replaceChildren(...fields, button("plain", () => this.#clear(), this.#texts.t("clearFilters")));
  }

  #ofOpen() {
    const sessions = [...this.#desk.board.values()];
    const t = (key) => this.#texts.t(key);
    const agents = new Map(sessions.filter(({ agent }) => agent).map(({ agent }) => [agent.agentId, agent.name ?? agent.agentId]));
    return [
      this.#select("state", t("stateOf"), STATES.map((value) => [value, t(value)])),
      this.#select("priority", t("priority"), PRIORITIES.map((value) => [value, t(value)])),
      this.#select("tag", t("tag"), same(sessions.flatMap(({ tags = [] }) => tags))),
      this.#select("agent", t("assignedTo"), [...agents].sort(([, a], [, b]) => a.localeCompare(b))),
      this.#departments(sessions.map(({ department, agent }) => department ?? agent?.department)),
    ];
  }

  #ofEnded() {
    const t = (key) => this.#texts.t(key);
    const { agents } = this.#desk;
    return [
      this.#select("agent", t("assignedTo"), [["me", t("mine")], ...agents.map(({ agentId, name }) => [agentId, name ?? agentId])]),
      this.#select("outcome", t("outcome"), OUTCOMES.map((value) => [value, t(value)])),
      h("input", { name: "tag", placeholder: t("tag"), "aria-label": t("tag"), maxLength: 40, dir: "auto", autocomplete: "off" }),
      this.#date("from", t("from")),
      this.#date("to", t("until")),
      this.#departments(agents.flatMap(({ department, departments = [department] }) => departments)),
    ];
  }

  #select(name, label, options) {
    const choices = options.map(([value, text]) => h("option", { value }, text));
    return h("select", { name, "aria-label": label }, h("option", { value: "" }, label), choices);
  }

  /** Departments, of which several can be chosen; the server takes so many. */
  #departments(names) {
    const t = (key) => this.#texts.t(key);
    const own = this.#desk.myDepartments.length > 0 ? [["mine", t("ownDepartments")]] : [];
    const choices = [...own, ...same(names)].map(([value, label]) => h("label", {}, h("input", { type: "checkbox", name: "department", value }), h("span", { dir: "auto" }, label)));
    const limit = () => {
      const boxes = [...group.querySelectorAll("input")];
      const isFull = boxes.filter(({ checked }) => checked).length >= DEPARTMENTS;
      boxes.forEach((box) => (box.disabled = isFull && !box.checked));
    };
    const group = h("fieldset", { className: "departments", onchange: limit }, h("legend", {}, t("departments")), choices);
    return group;
  }

  #date(name, label) {
    return h("label", { className: "date" }, h("span", {}, label), h("input", { type: "date", name }));
  }
}

/** Each value once, in order, as its own text. */
function same(values) {
  return [...new Set(values.filter(Boolean))].sort((a, b) => a.localeCompare(b)).map((value) => [value, value]);
}
