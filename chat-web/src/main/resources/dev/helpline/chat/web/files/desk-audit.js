import { Lost } from "./api.js";
import { startOf } from "./desk-state.js";
import { button, h } from "./dom.js";
import { table } from "./page-parts.js";

const AUDIT = "../admin/chat/audit";
const RECORDS = 100;

/** The audit records of one session, or of all that the agent may know of, and their export as a file. */
export class AuditRecords {
  #texts;
  #desk;
  #api;
  #actions;
  #records;

  /** @param actions `ask(title, label, submit, ...fields)` opens a form, `failed(problem)`, `changed()` */
  constructor(texts, desk, api, actions) {
    this.#texts = texts;
    this.#desk = desk;
    this.#api = api;
    this.#actions = actions;
  }

  /** Reads the first records of a session, or the newest of all without its id. */
  open(id) {
    this.#records = { id, records: [] };
    return this.#read();
  }

  /** Records of a session are read from the first on, those of all from the newest back. */
  async #read() {
    const asked = this.#records;
    const query = new URLSearchParams({ limit: String(RECORDS) });
    const after = asked.id === undefined ? asked.next : (asked.records.at(-1)?.number ?? 0);
    if (after !== undefined) {
      query.set("after", after);
    }
    const path = asked.id === undefined ? AUDIT : `${AUDIT}/${encodeURIComponent(asked.id)}`;
    const { records, hasMore, nextCursor } = await this.#api.call("GET", `${path}?${query}`);
    Object.assign(asked, { records: [...asked.records, ...records], next: nextCursor, hasMore: hasMore ?? Boolean(nextCursor) });
  }

  /** The parts of the page. */
  page() {
    const t = (key) => this.#texts.t(key);
    const { id, records, hasMore } = this.#records;
    const readMore = () => this.#read().then(
      () => this.#actions.changed(),
      (problem) => this.#actions.failed(problem),
    );
    const link = id !== undefined && h("a", { className: "action", href: `#/s/${encodeURIComponent(id)}` }, t("session"));
    const save = this.#desk.me?.role === "admin" && button("action", () => this.#askToExport(id), t("export"));
    const columns = [id === undefined ? "about" : "", "at", "action", "actor", "detail", "hash"];
    const rows = records.map((record) => this.#row(record, id));
    return { title: t("auditTrail"), hint: t("auditHint"), add: [save, link], table: table(this.#texts, columns, rows), more: hasMore && button("secondary more-records", readMore, t("more")) };
  }

  #row({ number, at, action, role, actor, detail, hash, kind, subject }, id) {
    const about = kind === "session" ? h("a", { href: `#/audit/${encodeURIComponent(subject)}` }, subject) : [kind, subject].filter(Boolean).join(" · ");
    return [
      id === undefined ? about : this.#texts.number(number),
      h("time", { dateTime: at, title: this.#texts.exact(at) }, this.#texts.short(at)),
      action,
      [actor, role].filter(Boolean).join(" · "),
      detail && h("span", { className: "long" }, detail),
      h("code", { title: hash }, hash.slice(0, 12)),
    ];
  }

  /** Of all records, those of some days can be chosen. */
  #askToExport(id) {
    const t = (key) => this.#texts.t(key);
    const format = (value, label, checked = false) => h("label", { className: "option" }, h("input", { type: "radio", name: "format", value, checked }), h("span", {}, label));
    const day = (name, label) => h("label", { className: "field" }, t(label), h("input", { name, type: "date" }));
    const submit = (data) => {
      const format = data.get("format");
      const query = new URLSearchParams({ format });
      const days = { from: data.get("from"), to: data.get("to") };
      if (id !== undefined) {
        query.set("sessionId", id);
      }
      if (days.from) {
        query.set("from", startOf(days.from, 0));
      }
      if (days.to) {
        query.set("to", startOf(days.to, 1));
      }
      return this.#save(`${AUDIT}/export?${query}`, `audit.${format}`);
    };
    this.#actions.ask(
      t("exportTitle"),
      t("export"),
      submit,
      h("fieldset", { className: "options" }, h("legend", {}, t("format")), format("ndjson", "JSON Lines", true), format("csv", "CSV")),
      day("from", "from"),
      day("to", "until"),
    );
  }

  /** Loads a file, whose call needs a token, and hands it to the browser. */
  async #save(path, name) {
    const token = await this.#api.tokens.get();
    /** @type {Record<string, string>} */
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    let reply;
    let file;
    try {
      reply = await fetch(new URL(`api/chat/${path}`, this.#api.base), { headers, credentials: token ? "omit" : "same-origin", cache: "no-store" });
      file = await reply.blob();
    } catch (failure) {
      throw new Lost("no file", { cause: failure });
    }
    if (reply.status === 401) {
      // The next try asks for another token.
      this.#api.tokens.refused(token);
    }
    if (!reply.ok) {
      throw new Lost(`no file, status ${reply.status}`);
    }
    const address = URL.createObjectURL(file);
    h("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
}
