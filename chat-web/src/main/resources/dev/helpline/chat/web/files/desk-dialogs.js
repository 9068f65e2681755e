import { avatar, button, h } from "./dom.js";
import { nameOf } from "./desk-list.js";
import { newId } from "./entries.js";
import { actionsInWords, isPossible } from "./desk-macros.js";

const OUTCOMES = ["resolved", "unresolved", "abandoned", "spam"];
const PRIORITIES = ["urgent", "high", "normal", "low"];
const CHANNELS = ["push", "mail"];

/** The texts of the types of alerts. */
const ALERTS = { waiting: "alertWaiting", assigned: "alertAssigned", mentioned: "mentioned", escalated: "escalated", waiting_too_long: "alertTooLong", sla_breached: "overdue", offered: "offered" };
const FOUND = 9;
const SUGGESTED = 12;

/** Dialogs of the desk, one at a time. The focus goes back to where it was. */
export class Dialogs {
  #texts;
  #desk;
  #actions;

  /** @param actions `run(action)`, `open(sessionId)`, `insert(responseId)`, `failed(problem)`, `closed()` */
  constructor(texts, desk, actions) {
    this.#texts = texts;
    this.#desk = desk;
    this.#actions = actions;
    this.root = h("dialog", { className: "dialog", onclose: () => this.#closed(), onclick: (event) => event.target === this.root && this.root.close() });
  }

  /** The event comes later than the closing, and another dialog may be open by then. */
  #closed() {
    if (!this.root.open) {
      this.root.replaceChildren();
      this.#actions.closed();
    }
  }

  #show(title, className, ...parts) {
    this.root.className = `dialog ${className}`;
    this.root.setAttribute("aria-label", title);
    this.root.replaceChildren(...parts.filter(Boolean));
    this.root.showModal();
  }

  /** A form with one question; `submit` gets its data, and the dialog stays open if it fails. */
  ask(title, label, submit, ...fields) {
    const problem = h("p", { className: "reason", role: "alert" });
    const ok = h("button", { className: "primary", type: "submit" }, label);
    const onsubmit = async (event) => {
      event.preventDefault();
      ok.disabled = true;
      try {
        await submit(new FormData(event.target));
        this.root.close();
      } catch (failure) {
        problem.textContent = this.#actions.reasonOf(failure);
        ok.disabled = false;
      }
    };
    const form = h(
      "form",
      { onsubmit },
      h("h2", {}, title),
      fields.filter(Boolean),
      problem,
      h("div", { className: "choice" }, button("secondary", () => this.root.close(), this.#texts.t("cancel")), ok),
    );
    this.#show(title, "small", form);
    /** @type {HTMLElement | null} */
    const first = form.querySelector("input, textarea");
    first?.focus();
  }

  end(session) {
    const t = (key) => this.#texts.t(key);
    const outcome = (value, index) =>
      h("label", { className: "option" }, h("input", { type: "radio", name: "outcome", value, checked: index === 0 }), h("span", {}, t(value)));
    const submit = (data) => {
      const endReason = data.get("reason").trim();
      return session.act("session/end", { outcome: data.get("outcome"), ...(endReason && { endReason }) });
    };
    this.ask(
      t("endTitle"),
      t("endSession"),
      submit,
      h("fieldset", { className: "options" }, h("legend", {}, t("outcome")), OUTCOMES.map(outcome)),
      this.#line("reason", t("endReason"), 1000),
    );
  }

  assign(session) {
    const t = (key) => this.#texts.t(key);
    const options = this.#desk.agents
      .filter(({ active, agentId }) => active !== false && agentId !== session.agent?.agentId)
      .map(({ agentId, name, department, presence, load, capacity }, index) =>
        h(
          "label",
          { className: "option agent" },
          h("input", { type: "radio", name: "agent", value: agentId, checked: index === 0 }),
          avatar(name ?? agentId, agentId),
          h("span", { dir: "auto" }, name ?? agentId, h("small", {}, [department, t(presence ?? "offline")].filter(Boolean).join(" · "))),
          h("span", { className: "load" }, load === undefined ? "" : `${this.#texts.number(load)} / ${this.#texts.number(capacity)}`),
        ),
      );
    if (options.length === 0) {
      this.#show(t("assignTitle"), "small", h("h2", {}, t("assignTitle")), h("p", { className: "hint" }, t("noAgents")), h("div", { className: "choice" }, button("primary", () => this.root.close(), t("close"))));
      return;
    }
    const force = h("label", { className: "option" }, h("input", { type: "checkbox", name: "force" }), h("span", {}, t("force")));
    const submit = (data) =>
      session.act("session/assign", { agentId: data.get("agent"), ...(data.get("force") && { force: true }) });
    this.ask(t("assignTitle"), t("assign"), submit, h("fieldset", { className: "options" }, h("legend", {}, t("agents")), options), force);
  }

  transfer(session) {
    const t = (key) => this.#texts.t(key);
    const agents = this.#desk.agents.filter(({ active, agentId }) => active !== false && agentId !== session.agent?.agentId);
    const departments = [...new Set(this.#desk.agents.flatMap(({ department, departments = [department] }) => departments))].filter(Boolean).sort();
    const option = (name, value, label, about, face) =>
      h(
        "label",
        { className: "option agent" },
        h("input", { type: "radio", name: "to", value: `${name} ${value}`, required: true }),
        face,
        h("span", { dir: "auto" }, label, about && h("small", {}, about)),
      );
    const submit = (data) => {
      const to = data.get("to");
      const name = to.split(" ", 1)[0];
      const note = data.get("note").trim();
      return session.act("session/transfer", { [name]: to.slice(name.length + 1), fromAgentId: session.agent?.agentId, ...(note && { note }) });
    };
    this.ask(
      t("transferTitle"),
      t("transfer"),
      submit,
      h(
        "fieldset",
        { className: "options" },
        h("legend", {}, t("departments")),
        departments.map((name) => option("toDepartment", name, name)),
      ),
      agents.length > 0 &&
        h(
          "fieldset",
          { className: "options" },
          h("legend", {}, t("agents")),
          agents.map(({ agentId, name, department, presence }) =>
            option("toAgentId", agentId, name ?? agentId, [department, t(presence ?? "offline")].filter(Boolean).join(" · "), avatar(name ?? agentId, agentId)),
          ),
        ),
      this.#line("note", t("transferNote"), 1000),
    );
  }

  /** Starts a session with a customer. A repeat after a lost reply finds the session of the first try. @param known what is known of the customer */
  start(known = {}) {
    const t = (key) => this.#texts.t(key);
    const sessionId = newId();
    const field = (name, label, maxLength, more = {}) => this.#line(name, t(label), maxLength, { value: known[name] ?? "", ...more });
    const departments = [...new Set(this.#desk.agents.filter(({ active }) => active !== false).flatMap(({ departments: all = [] }) => all))].sort();
    const choices = [["", t("byPolicy")], ...departments.map((name) => [name, name])].map(([value, text]) => h("option", { value }, text));
    const submit = async (data) => {
      const line = (name) => data.get(name)?.trim() || undefined;
      const userInfo = { userId: line("userId"), name: line("name"), email: line("email") };
      await this.#desk.startSession({ sessionId, userInfo, subject: line("subject"), department: line("department"), initialMessage: line("message") });
      this.#actions.open(sessionId);
    };
    this.ask(
      t("startTitle"),
      t("start"),
      submit,
      field("userId", "customerOfHost", 128, { required: true }),
      field("name", "name", 200),
      field("email", "email", 320, { type: "email" }),
      field("subject", "subject", 200),
      departments.length > 0 && h("label", { className: "field" }, t("department"), h("select", { name: "department" }, choices)),
      h("label", { className: "field" }, t("firstMessage"), h("textarea", { name: "message", rows: 3, maxLength: this.#desk.config.maxMessageLength, dir: "auto" })),
    );
    if (known.userId) {
      this.root.querySelector("textarea")?.focus();
    }
  }

  block(session) {
    const t = (key, values) => this.#texts.t(key, values);
    const { userInfo } = session.detail;
    const submit = (data) => session.blockCustomer(data.get("reason").trim());
    this.ask(
      t("blockTitle", { name: nameOf(userInfo, this.#texts) }),
      t("block"),
      submit,
      h("p", { className: "hint" }, t("blockHint")),
      this.#line("reason", t("blockReason"), 500),
    );
  }

  unblock(session) {
    const t = (key, values) => this.#texts.t(key, values);
    const { userInfo } = session.detail;
    const { reason } = session.block;
    const title = t("unblockTitle", { name: nameOf(userInfo, this.#texts) });
    this.ask(title, t("unblock"), () => session.unblock(), reason && h("blockquote", { dir: "auto" }, h("span", {}, reason)));
  }

  /** Gives a session back to its queue. */
  giveBack(session) {
    const t = (key) => this.#texts.t(key);
    const submit = (data) => {
      const note = data.get("note").trim();
      return session.act("session/return", { fromAgentId: session.agent?.agentId, ...(note && { note }) });
    };
    this.ask(t("returnTitle"), t("returnToQueue"), submit, this.#line("note", t("transferNote"), 1000));
  }

  escalate(session) {
    const t = (key) => this.#texts.t(key);
    const submit = (data) => session.act("session/escalate", { reason: data.get("reason").trim() });
    const reason = this.#line("reason", t("reason"), 1000, { required: true });
    this.ask(t("escalateTitle"), t("escalate"), submit, h("p", { className: "hint" }, t("escalateHint")), reason);
  }

  priority(session) {
    const t = (key) => this.#texts.t(key);
    const option = (value) =>
      h("label", { className: "option" }, h("input", { type: "radio", name: "priority", value, checked: value === session.detail.priority }), h("span", {}, t(value)));
    const submit = (data) => session.act("session/priority", { priority: data.get("priority") });
    this.ask(t("changePriority"), t("save"), submit, h("fieldset", { className: "options" }, h("legend", {}, t("priority")), PRIORITIES.map(option)));
    /** @type {HTMLElement | null} */
    const chosen = this.root.querySelector(":checked");
    chosen?.focus();
  }

  /** Tags as one line of text. Those of the other open sessions are suggested by the button of each. */
  tags(session) {
    const t = (key) => this.#texts.t(key);
    const before = session.detail.tags ?? [];
    const input = this.#input("tags", 860, { value: before.join(", ") });
    const field = h("label", { className: "field" }, `${t("tags")} (${t("tagsHint")})`, input);
    const known = [...new Set([...this.#desk.board.values()].flatMap(({ tags = [] }) => tags))].filter((tag) => !before.includes(tag)).sort();
    const add = (event) => {
      input.value = [...tagsOf(input.value), event.currentTarget.textContent].join(", ");
      event.currentTarget.remove();
      input.focus();
    };
    const submit = (data) => {
      const after = tagsOf(data.get("tags"));
      const change = { add: after.filter((tag) => !before.includes(tag)), remove: before.filter((tag) => !after.includes(tag)) };
      return change.add.length + change.remove.length > 0 && session.act("session/tags", change);
    };
    const suggested = known.length > 0 && h("div", { className: "tags" }, known.slice(0, SUGGESTED).map((tag) => button("tag", add, tag)));
    this.ask(t("editTags"), t("save"), submit, field, suggested);
  }

  /** A field of one line. */
  #line(name, label, maxLength, more = {}) {
    return h("label", { className: "field" }, label, this.#input(name, maxLength, more));
  }

  #input(name, maxLength, more) {
    return h("input", { name, maxLength, dir: "auto", autocomplete: "off", ...more });
  }

  withdraw(session, entry) {
    const t = (key) => this.#texts.t(key);
    this.ask(t("withdrawTitle"), t("withdraw"), () => session.withdraw(entry), h("blockquote", { dir: "auto" }, h("span", {}, entry.message)));
  }

  /** The keys of the desk. @param keys `[{keys, label}]` */
  help(keys) {
    const t = (key) => this.#texts.t(key);
    const rows = keys.map(({ keys: names, label }) => h("div", {}, h("dt", {}, names.map((name) => h("kbd", {}, name))), h("dd", {}, t(label))));
    const close = button("primary", () => this.root.close(), t("close"));
    this.#show(t("keys"), "help", h("h2", {}, t("keys")), h("dl", { className: "keys" }, rows), close);
  }

  /** @param switches `[{label, isOn, set(isOn)}]` */
  settings(switches, openAlerts, signOut) {
    const t = (key) => this.#texts.t(key);
    const rows = switches.map(({ label, isOn, set }) => {
      const input = h("input", { type: "checkbox", checked: isOn, onchange: async () => (input.checked = await set(input.checked)) });
      return h("label", { className: "option" }, input, h("span", {}, t(label)));
    });
    const close = button("primary", () => this.root.close(), t("close"));
    const leave = signOut && button("secondary", () => [this.root.close(), signOut()], t("signOut"));
    const alerts = button("plain", () => [this.root.close(), openAlerts()], t("alertsOutside"));
    this.#show(t("settings"), "small", h("h2", {}, t("settings")), h("div", { className: "options" }, rows), h("p", {}, alerts), h("div", { className: "choice" }, leave, close));
  }

  /**
   * Which alerts come outside of the desk, by which channel and when.
   *
   * @param {{alerts: Record<string, string[]>, whileOnline: boolean, quietHours?: {timeZone: string, from: string, to: string}, channels: string[]}} wanted
   * @param save stores what is chosen
   */
  alerts({ alerts, whileOnline, quietHours, channels }, save) {
    const t = (key) => this.#texts.t(key);
    const types = Object.keys(alerts);
    const labelOf = (type) => (ALERTS[type] ? t(ALERTS[type]) : type);
    const box = (name, value, label, checked) => h("label", {}, h("input", { type: "checkbox", name, value, checked }), h("span", {}, label));
    const rows = types.map((type) =>
      h("div", { className: "alert", role: "group", "aria-label": labelOf(type) }, h("span", {}, labelOf(type)), CHANNELS.map((channel) => box(type, channel, t(channel), alerts[type].includes(channel)))),
    );
    const time = (name, label) => h("label", { className: "field" }, t(label), h("input", { type: "time", name, value: quietHours?.[name] ?? "" }));
    const timeZone = quietHours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
    const submit = (data) => {
      const [from, to] = [data.get("from"), data.get("to")];
      const chosen = Object.fromEntries(types.map((type) => [type, data.getAll(type)]));
      return save({ alerts: chosen, whileOnline: data.has("whileOnline"), quietHours: from || to ? { timeZone, from, to } : undefined });
    };
    this.ask(
      t("alertsOutside"),
      t("save"),
      submit,
      channels.length === 0 && h("p", { className: "hint" }, t("noChannels")),
      h("div", { className: "options alerts" }, rows),
      h("label", { className: "option" }, h("input", { type: "checkbox", name: "whileOnline", checked: whileOnline }), h("span", {}, t("whileOnline"))),
      h("fieldset", { className: "hours" }, h("legend", {}, `${t("quietHours")} (${timeZone.replaceAll("_", " ")})`), time("from", "from"), time("to", "until")),
    );
  }

  /** Finds sessions, actions and canned responses. @param actions `[{name, label, key}]` that are possible now */
  palette(actions) {
    const t = (key) => this.#texts.t(key);
    let picked = 0;
    let found = [];
    const list = h("ul", { className: "found", id: "found", role: "listbox", "aria-label": t("find") });
    const take = (index) => {
      const item = found[index];
      if (item) {
        this.root.close();
        item.run();
      }
    };
    const draw = () => {
      found = this.#find(input.value, actions);
      picked = Math.min(picked, Math.max(0, found.length - 1));
      input.setAttribute("aria-activedescendant", `found-${picked}`);
      list.replaceChildren(
        ...found.map(({ label, hint }, index) =>
          h(
            "li",
            { id: `found-${index}`, role: "option", "aria-selected": String(index === picked), onclick: () => take(index) },
            h("span", { dir: "auto" }, label),
            h("small", { dir: "auto" }, hint ?? ""),
          ),
        ),
      );
    };
    const key = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length > 0) {
        event.preventDefault();
        picked = (picked + step + found.length) % found.length;
        draw();
      } else if (event.key === "Enter") {
        event.preventDefault();
        take(picked);
      }
    };
    const input = h("input", {
      type: "search",
      role: "combobox",
      "aria-label": t("find"),
      "aria-expanded": "true",
      "aria-controls": "found",
      placeholder: t("findHint"),
      dir: "auto",
      onkeydown: key,
      oninput: () => {
        picked = 0;
        draw();
      },
    });
    this.#show(t("find"), "palette", input, list);
    draw();
    input.focus();
  }

  #find(text, actions) {
    const t = (key) => this.#texts.t(key);
    const word = text.trim().toLocaleLowerCase();
    const fits = (...parts) => parts.join("\n").toLocaleLowerCase().includes(word);
    const found = actions
      .filter(({ label }) => fits(t(label)))
      .map(({ name, label, key }) => ({ label: t(label), hint: key, run: () => this.#actions.run(name) }));
    const { waiting, mine, team } = this.#desk.sections(text);
    for (const session of [...mine, ...waiting, ...team].slice(0, FOUND)) {
      const { sessionId, userInfo, subject, lastMessage, state } = session;
      const hint = [t(state), subject ?? lastMessage?.message].filter(Boolean).join(" · ");
      found.push({ label: nameOf(userInfo, this.#texts), hint, run: () => this.#actions.open(sessionId) });
    }
    const { current } = this.#desk;
    if (word && current?.allows("use_responses")) {
      const offered = this.#desk.responses.filter((response) => fits(response.shortcut, response.title ?? "") && isPossible(current, response));
      for (const { responseId, shortcut, title, text: said, actions } of offered) {
        found.push({ label: `/${shortcut}`, hint: title ?? (said || actionsInWords(this.#texts, actions).join(" · ")), run: () => this.#actions.insert(responseId) });
      }
    }
    return found.slice(0, FOUND);
  }

  get isOpen() {
    return this.root.open;
  }
}

/** The tags of a line, as the server keeps them. */
function tagsOf(line) {
  const tags = line.split(/[,،]/).map((tag) => tag.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase());
  return [...new Set(tags)].filter(Boolean);
}
