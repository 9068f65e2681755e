import { AuditRecords } from "./desk-audit.js";
import { actionsInWords } from "./desk-macros.js";
import { avatar, button, h } from "./dom.js";
import { newId } from "./entries.js";
import { pageHead, table } from "./page-parts.js";

const ADMIN = "../admin/chat";
const PRIORITIES = ["urgent", "high", "normal", "low"];
const OUTCOMES = ["resolved", "unresolved", "abandoned", "spam"];
const ROLES = ["agent", "supervisor", "admin"];
const PLACEHOLDERS = ["customer.name", "customer.id", "customer.email", "agent.name", "agent.department", "session.subject", "session.category", "session.externalRef"];

/** The pages of the desk in the place of the conversation: canned responses, the team, and audit records. Each is a plain table. */
export class Pages {
  #texts;
  #desk;
  #api;
  #actions;
  #shown = {};
  #audit;
  #drawn;

  /** @param actions `ask(title, label, submit, ...fields)` opens a form, `failed(problem)`, `back()` */
  constructor(texts, desk, api, actions) {
    this.#texts = texts;
    this.#desk = desk;
    this.#api = api;
    this.#actions = actions;
    this.root = h("div", { className: "page", hidden: true });
    this.#audit = new AuditRecords(texts, desk, api, { ask: actions.ask, failed: actions.failed, changed: () => this.#draw() });
  }

  /** Shows a page, or none. @param page `{name, id}` */
  show(page) {
    this.root.hidden = !page;
    const isNew = page?.name !== this.#shown.name || page?.id !== this.#shown.id;
    this.#shown = page ?? {};
    if (!page) {
      this.root.replaceChildren();
    } else if (isNew) {
      this.root.replaceChildren();
      this.#read(page);
    } else if (page.name === "team" && this.#drawn !== this.#markOfTeam) {
      this.#draw();
    }
  }

  async #read({ name, id }) {
    try {
      if (name === "audit") {
        await this.#audit.open(id);
      } else {
        await this.#desk.refreshLists();
      }
    } catch (problem) {
      this.#actions.failed(problem);
    }
    this.#draw();
    this.root.querySelector("h1")?.focus();
  }

  /** What the page of the team shows; it stays as it is until this changes. */
  get #markOfTeam() {
    const { agents, me } = this.#desk;
    return JSON.stringify([me?.role, agents.map(({ lastSeenAt, ...agent }) => agent)]);
  }

  #draw() {
    const { name } = this.#shown;
    const draw = { responses: () => this.#responses(), team: () => this.#team(), audit: () => this.#audit.page() }[name];
    if (draw) {
      const scrollTop = this.root.querySelector(".page-body")?.scrollTop ?? 0;
      this.#drawn = this.#markOfTeam;
      const focused = this.root.getRootNode().activeElement?.dataset?.key;
      const { title, hint, add, table: shown, more } = draw();
      const head = pageHead(this.#texts, title, hint, () => this.#actions.back(), ...[add].flat());
      const body = h("div", { className: "page-body", tabIndex: 0, role: "region", "aria-label": title }, shown);
      this.root.replaceChildren(...[head, body, more].filter(Boolean));
      body.scrollTop = scrollTop;
      [...this.root.querySelectorAll("button")].find(({ dataset }) => focused && dataset.key === focused)?.focus();
    }
  }

  #editButton(label, key, run) {
    const element = button("plain", run, this.#texts.t(label));
    element.dataset.key = `${label} ${key}`;
    return element;
  }

  #field(name, label, value = "", more = {}) {
    return h("label", { className: "field" }, this.#texts.t(label), h("input", { name, value, dir: "auto", autocomplete: "off", ...more }));
  }

  #check(name, label, checked, disabled = false) {
    return h("label", { className: "option" }, h("input", { type: "checkbox", name, checked, disabled }), h("span", {}, this.#texts.t(label)));
  }

  // Canned responses.

  #responses() {
    const t = (key) => this.#texts.t(key);
    const { responses } = this.#desk;
    const rows = responses.map((response) => {
      const { responseId, shortcut, title, text, actions, personal, uses } = response;
      const isMine = personal || this.#desk.isSupervisor;
      const buttons = isMine && [this.#editButton("edit", responseId, () => this.#editResponse(response)), " ", this.#editButton("remove", responseId, () => this.#removeResponse(response))];
      const words = actionsInWords(this.#texts, actions).join(" · ");
      const clipped = (said) => said && h("span", { className: "long" }, said);
      return [h("b", {}, `/${shortcut}`), title, clipped(text), clipped(words), t(personal ? "personal" : "shared"), this.#texts.number(uses), buttons || ""];
    });
    const shown = rows.length > 0 ? table(this.#texts, ["shortcut", "titleOf", "text", "actions", "owner", "uses", ""], rows) : h("p", { className: "empty" }, t("noResponses"));
    return { title: t("responses"), hint: t("responsesHint"), add: button("action", () => this.#editResponse(), t("newResponse")), table: shown };
  }

  #editResponse(known = {}) {
    const t = (key, values) => this.#texts.t(key, values);
    const { responseId, version, department, language } = known;
    const text = h("textarea", { name: "text", rows: 5, maxLength: 5000, dir: "auto", value: known.text ?? "" });
    const submit = async (data) => {
      const saved = { shortcut: data.get("shortcut").trim(), title: data.get("title").trim(), text: data.get("text").trim(), actions: actionsOf(data), department, language };
      const personal = responseId ? known.personal : !this.#desk.isSupervisor || data.has("personal");
      if (responseId) {
        await this.#api.call("PUT", `${ADMIN}/canned-responses/${encodeURIComponent(responseId)}`, { ...saved, version, personal });
      } else {
        await this.#api.call("POST", `${ADMIN}/canned-responses`, { ...saved, responseId: id, personal });
      }
      await this.#changed();
    };
    const id = newId();
    this.#actions.ask(
      t(responseId ? "editResponse" : "newResponse"),
      t("save"),
      submit,
      this.#field("shortcut", "shortcut", known.shortcut, { required: true, maxLength: 32, pattern: "[A-Za-z0-9_\\-]+" }),
      this.#field("title", "titleOf", known.title, { maxLength: 100 }),
      h("label", { className: "field" }, t("text"), text),
      this.#actionFields(known.actions),
      h("p", { className: "hint" }, t("placeholders", { names: PLACEHOLDERS.map((name) => `{{${name}}}`).join(" ") })),
      !responseId && this.#check("personal", "personal", !this.#desk.isSupervisor, !this.#desk.isSupervisor),
    );
  }

  /** What makes a macro of a response. It is folded away as long as there is nothing in it. */
  #actionFields(actions) {
    const t = (key) => this.#texts.t(key);
    const { note, priority, addTags = [], removeTags = [], reason, end } = actions ?? {};
    const choice = (name, label, chosen, options) => h("label", { className: "field" }, t(label), h("select", { name }, options.map(([value, text]) => h("option", { value, selected: value === chosen }, t(text)))));
    const priorities = [["", "unchanged"], ...PRIORITIES.map((value) => [value, value])];
    const ends = [["", "goesOn"], ["ends", "endSession"], ...OUTCOMES.map((value) => [value, value])];
    return h(
      "details",
      { className: "acts-of", open: Boolean(actions) },
      h("summary", {}, t("actionsOnSending")),
      h("p", { className: "hint" }, t("macroHint")),
      h("label", { className: "field" }, t("note"), h("textarea", { name: "note", rows: 2, maxLength: 2000, dir: "auto", value: note ?? "" })),
      choice("priority", "priority", priority ?? "", priorities),
      this.#field("addTags", "addTags", addTags.join(", ")),
      this.#field("removeTags", "removeTags", removeTags.join(", ")),
      this.#field("escalation", "escalateTitle", reason, { maxLength: 1000 }),
      choice("end", "endTitle", end ? (end.outcome ?? "ends") : "", ends),
      this.#field("endReason", "endReason", end?.endReason, { maxLength: 1000 }),
    );
  }

  #removeResponse({ responseId, shortcut, text }) {
    const t = (key, values) => this.#texts.t(key, values);
    const submit = async () => {
      await this.#api.call("DELETE", `${ADMIN}/canned-responses/${encodeURIComponent(responseId)}`);
      await this.#changed();
    };
    this.#actions.ask(t("deleteResponse", { shortcut }), t("remove"), submit, h("blockquote", { dir: "auto" }, h("span", {}, text)));
  }

  async #changed() {
    await this.#desk.refreshLists();
    this.#draw();
  }

  // The team.

  #team() {
    const t = (key) => this.#texts.t(key);
    const isAdmin = this.#desk.me?.role === "admin";
    const agents = [...this.#desk.agents].sort((a, b) => b.active - a.active || (a.name ?? a.agentId).localeCompare(b.name ?? b.agentId));
    const rows = agents.map((agent) => {
      const { agentId, name, departments = [], role, presence, active, load, capacity, languages = [] } = agent;
      const face = h("span", { className: "who" }, avatar(name ?? agentId, agentId), h("span", {}, h("b", { dir: "auto" }, name ?? agentId), h("small", {}, agentId)));
      const state = active ? h("span", { className: "presence" }, h("span", { className: `dot ${presence}`, "aria-hidden": "true" }), t(presence)) : t("inactive");
      const cells = [face, departments.join(", "), languages.map((tag) => this.#texts.languageName(tag)).join(", "), t(`${role}_role`), state, `${this.#texts.number(load)} / ${this.#texts.number(capacity)}`];
      return isAdmin ? [...cells, this.#editButton("edit", agentId, () => this.#editAgent(agent))] : cells;
    });
    const columns = ["name", "departments", "languages", "role", "presence", "load", ...(isAdmin ? [""] : [])];
    return { title: t("teamTitle"), hint: t("teamHint"), add: isAdmin && button("action", () => this.#editAgent(), t("newAgent")), table: table(this.#texts, columns, rows) };
  }

  #editAgent(known) {
    const t = (key) => this.#texts.t(key);
    const lines = (name) => (known?.[name] ?? []).join(", ");
    const role = h("select", { name: "role" }, ROLES.map((value) => h("option", { value, selected: value === (known?.role ?? "agent") }, t(`${value}_role`))));
    const submit = async (data) => {
      const list = (name) => data.get(name).split(/[,،]/).map((part) => part.trim()).filter(Boolean);
      const capacity = data.get("capacity").trim();
      const agent = {
        name: data.get("name").trim() || undefined,
        email: data.get("email").trim() || undefined,
        departments: list("departments"),
        skills: list("skills"),
        languages: list("languages"),
        role: data.get("role"),
        active: data.has("active"),
        capacity: capacity === "" ? undefined : Number(capacity),
      };
      if (known) {
        await this.#api.call("PUT", `${ADMIN}/agents/${encodeURIComponent(known.agentId)}`, { ...agent, version: known.version });
      } else {
        await this.#api.call("POST", `${ADMIN}/agents`, { ...agent, agentId: data.get("agentId").trim() });
      }
      await this.#changed();
    };
    this.#actions.ask(
      t(known ? "editAgent" : "newAgent"),
      t("save"),
      submit,
      known ? undefined : this.#field("agentId", "agentId", "", { required: true, maxLength: 128 }),
      this.#field("name", "name", known?.name, { maxLength: 200 }),
      this.#field("email", "email", known?.email, { type: "email", maxLength: 320 }),
      this.#field("departments", "departments", lines("departments")),
      this.#field("skills", "skills", lines("skills")),
      this.#field("languages", "languages", lines("languages")),
      h("label", { className: "field" }, t("role"), role),
      this.#field("capacity", "capacity", known ? String(known.capacity) : "", { type: "number", min: "0", max: "1000" }),
      this.#check("active", "isActive", known?.active ?? true),
    );
  }
}

/** The actions that a form describes, in the fields of the protocol; nothing if there are none. */
function actionsOf(data) {
  const line = (name) => data.get(name).trim() || undefined;
  const tags = (name) => (line(name) ?? "").split(/[,،]/).map((tag) => tag.trim()).filter(Boolean);
  const end = line("end");
  const [addTags, removeTags] = [tags("addTags"), tags("removeTags")];
  const actions = {
    note: line("note"),
    priority: line("priority"),
    addTags: addTags.length > 0 ? addTags : undefined,
    removeTags: removeTags.length > 0 ? removeTags : undefined,
    reason: line("escalation"),
    end: end && { outcome: end === "ends" ? undefined : end, endReason: line("endReason") },
  };
  return Object.values(actions).some(Boolean) ? actions : undefined;
}
