import { Problem, pauseAfter } from "./api.js";
import { ServerDraft } from "./desk-drafts.js";
import { amended, headOf, insert, newId, quoteOf } from "./entries.js";
import { Outbox, Typing } from "./outbox.js";
import { Uploads, addressOf } from "./uploads.js";

const ADMIN = "../admin/chat";
const PAGE = 100;

/** After these the details of a session are others, and its state may be the same. */
const IN_DETAIL = new Set(["session_rated", "rating_changed", "priority_changed", "tags_changed", "session_escalated", "session_transferred", "session_offered", "offer_ended"]);

/** One session on the desk: what is stored of it, and what the agent has written and not sent yet. */
export class DeskSession {
  #desk;
  #api;
  #outbox;
  #typing;
  #server;
  #reading = 0;
  #loadingEarlier = false;
  #detailAsked = 0;

  /** @type {"new" | "loading" | "ready" | "missing"} */
  load = "new";
  /** What the feed says of the session: state, agent, typing, presence, marks. */
  head;
  /** What `GET /api/admin/chat/session/{sessionId}` returns. */
  detail;
  /** All entries that were loaded, in the order of their `seq`. */
  entries = [];
  hasEarlier = false;
  draft = "";
  /** Whether the agent writes a note, which no customer ever gets. */
  isNote = false;
  /** What is done together with sending the next message, `{name, acts}`, if it comes from a macro. */
  macro;
  /** The message to which the next one replies. */
  quote;
  /** The message whose text is being changed. */
  editing;
  /** The last change to the block of the customer, for those who may block. */
  block;

  constructor(desk, api, id, kept = {}) {
    this.#desk = desk;
    this.#api = api;
    this.id = id;
    this.draft = kept.draft ?? "";
    this.quote = kept.quote;
    this.isNote = kept.isNote ?? false;
    this.macro = kept.macro;
    this.#typing = new Typing(api);
    this.#server = new ServerDraft(api, this.path, kept.server, {
      text: () => (this.editing ? this.editing.draft : this.draft),
      mayWrite: () => this.#keepsDraft,
      take: (text) => this.#takeDraft(text),
      changed: () => [desk.keep(this), desk.changed()],
      pause: (millis) => desk.pause(millis),
    });
    /** The files of the next message. */
    this.uploads = new Uploads(api, () => desk.changed());
    this.#outbox = new Outbox({
      deliver: (message) => this.#deliver(message),
      rejected: (message, problem) => this.#rejected(message, problem),
      lost: (failure) => desk.lost(failure),
      pause: (millis) => desk.pause(millis),
      keep: () => this.#keep(),
    });
    this.#outbox.messages = kept.pending ?? [];
  }

  /** What is not stored yet: `{id, text, isNote, quote, files, macro, at, state, reason}`. */
  get pending() {
    return this.#outbox.messages;
  }

  get path() {
    return encodeURIComponent(this.id);
  }

  get state() {
    return this.head?.state ?? this.detail?.state;
  }

  get agent() {
    return this.head ? this.head.agent : this.detail?.agent;
  }

  get lastSeq() {
    return this.entries.at(-1)?.seq ?? 0;
  }

  allows(action) {
    return this.detail?.allowed.includes(action) ?? false;
  }

  /** Whether what is written now becomes a note: by choice, or since nothing else is allowed. */
  get writesNote() {
    return this.allows("note") && !this.editing && !this.macro && (this.isNote || !this.allows("reply"));
  }

  /** A reply is kept on the server; a note is not, since it might become a reply elsewhere. Messages that are under way go first. */
  get #keepsDraft() {
    const isUnderWay = this.pending.some(({ state }) => state === "sending");
    return this.load === "ready" && this.state !== "ended" && this.allows("reply") && !this.writesNote && !isUnderWay;
  }

  #takeDraft(text) {
    if (this.editing) {
      this.editing = { ...this.editing, draft: text };
    } else {
      this.draft = text;
    }
    this.#keep();
  }

  /** What the server has of the text, for the next run of the tab. */
  get serverDraft() {
    return this.#server.known;
  }

  /** A text that another device has saved in the place of the one that is here. */
  get otherDraft() {
    return this.#server.other?.text;
  }

  chooseDraft(takesOther) {
    this.#server.choose(takesOther);
    this.#keep();
  }

  /** Looks whether another device has changed the text. */
  checkDraft() {
    if (this.load === "ready") {
      this.#server.read();
    }
  }

  /** Nothing is saved any more, since another agent has signed in. */
  stop() {
    this.#server.stop();
  }

  get allowsWriting() {
    return this.allows("reply") || this.allows("note");
  }

  // Loading.

  async open() {
    if (this.load === "loading") {
      return;
    }
    this.load = this.load === "ready" ? "ready" : "loading";
    for (let failures = 0; ; failures++) {
      try {
        await this.#read();
        break;
      } catch (failure) {
        if (failure instanceof Problem && failure.isFinal) {
          this.load = "missing";
          break;
        }
        this.#desk.lost(failure);
        await this.#desk.pause(pauseAfter(failures, failure));
      }
    }
    this.#desk.changed();
    this.#outbox.pump();
    this.checkDraft();
    this.#readBlock();
  }

  /** Asks whether the customer is blocked, for those who may block. */
  async #readBlock() {
    const { isGuest, userId } = this.detail?.userInfo ?? {};
    if (isGuest || !this.allows("block")) {
      return;
    }
    try {
      const { changes } = await this.#api.call("GET", `${ADMIN}/customers/block-history?userId=${encodeURIComponent(userId)}`);
      this.block = changes.at(-1);
      this.#desk.changed();
    } catch {
      // until the session is opened again, the customer can be blocked anew
    }
  }

  get isBlocked() {
    const { blocked = false, until } = this.block ?? {};
    return blocked && !(until && Date.parse(until) < Date.now());
  }

  async blockCustomer(reason) {
    const { userId } = this.detail.userInfo;
    this.block = await this.#api.call("POST", `${ADMIN}/customers/block`, { userId, ...(reason && { reason }) });
    this.#desk.changed();
  }

  async unblock() {
    const { userId } = this.detail.userInfo;
    this.block = await this.#api.call("POST", `${ADMIN}/customers/unblock`, { userId });
    this.#desk.changed();
  }

  async #read() {
    const [detail, page] = await Promise.all([
      this.#api.call("GET", `${ADMIN}/session/${this.path}`),
      this.load === "ready" ? undefined : this.#api.call("GET", `${ADMIN}/messages/${this.path}`),
    ]);
    this.detail = detail;
    if (page) {
      this.entries = [];
      page.messages.forEach((message) => this.#take(message));
      this.hasEarlier = page.hasEarlierMessages;
      this.load = "ready";
      this.#desk.follow(this.id, page.cursor);
    }
    this.#desk.connected();
  }

  /** Reads again what the agent may do, since the state of the session has changed. */
  async refresh() {
    const asked = ++this.#detailAsked;
    try {
      const detail = await this.#api.call("GET", `${ADMIN}/session/${this.path}`);
      if (asked === this.#detailAsked) {
        this.detail = detail;
        this.#desk.changed();
      }
    } catch (failure) {
      this.#desk.lost(failure);
    }
  }

  async loadEarlier() {
    if (this.#loadingEarlier || !this.hasEarlier) {
      return;
    }
    this.#loadingEarlier = true;
    try {
      const before = encodeURIComponent(this.entries[0].messageId);
      const page = await this.#api.call("GET", `messages/${this.path}?before=${before}&limit=${PAGE}`);
      this.entries = [...page.messages, ...this.entries.filter(({ seq }) => seq > (page.messages.at(-1)?.seq ?? 0))];
      this.hasEarlier = page.messages.length > 0 && Boolean(page.nextCursor);
      this.#desk.changed();
    } catch (failure) {
      this.#desk.lost(failure);
    } finally {
      this.#loadingEarlier = false;
    }
  }

  /**
   * Takes what the feed tells.
   *
   * @param {import("./feed.js").News} news
   */
  apply({ messages = [], session, typing, cursors }) {
    const before = `${this.state} ${this.agent?.agentId}`;
    if (session) {
      this.head = headOf(session);
    }
    if (this.head) {
      this.head = { ...this.head, ...(typing && { typing }), ...(cursors && { cursors }) };
    }
    const fresh = messages.filter((message) => this.#take(message));
    if (fresh.length > 0) {
      this.#desk.delivered(this.id, this.lastSeq);
    }
    const isDetail = messages.some(({ event }) => IN_DETAIL.has(event));
    if (before !== `${this.state} ${this.agent?.agentId}` || isDetail) {
      this.refresh();
    }
    this.#desk.changed();
    return fresh;
  }

  #take(message) {
    if (message.amendment) {
      this.entries = amended(this.entries, message);
      return false;
    }
    this.#outbox.stored(message.messageId);
    return insert(this.entries, message);
  }

  // Writing.

  write(text) {
    this.draft = text;
    this.#keep();
    if (!this.editing && !this.writesNote && this.state !== "ended" && this.allows("reply")) {
      this.#typing.tell(this.id, text.trim() !== "");
    }
  }

  /** Changes between a note and a reply. */
  toggleNote() {
    this.isNote = this.allows("note") && !this.isNote;
    this.macro = undefined;
    this.quote = undefined;
    this.#keep();
  }

  replyTo(entry) {
    this.isNote = false;
    this.macro = undefined;
    this.quote = quoteOf(entry);
    this.#keep();
  }

  dropQuote() {
    this.quote = undefined;
    this.#keep();
  }

  /** Puts a canned response in the place of the text. With actions it is a macro, which sends neither files nor a quote. */
  use({ shortcut }, { text, actions }) {
    this.macro = actions && { name: `/${shortcut}`, acts: actions };
    if (this.macro) {
      this.isNote = false;
      this.quote = undefined;
    }
    this.write(text);
  }

  /** Leaves the actions of a macro out; its text stays. */
  dropMacro() {
    this.macro = undefined;
    this.#keep();
  }

  /** Sends what is in the composer. */
  send(text) {
    const isNote = this.writesNote;
    const { quote, macro } = this;
    const message = { text, isNote, quote, macro, files: isNote || macro ? [] : this.uploads.take() };
    this.draft = "";
    this.quote = undefined;
    this.macro = undefined;
    this.isNote = false;
    this.#typing.end();
    this.#outbox.add(message);
  }

  retry(id) {
    this.#outbox.retry(id);
  }

  discard(id) {
    this.#outbox.discard(id);
  }

  #keep() {
    this.#server.touched();
    this.#desk.keep(this);
    this.#desk.changed();
  }

  async #deliver(message) {
    const { id, text, quote, files, at, isNote, macro } = message;
    await this.#server.settle();
    if (macro) {
      await this.#deliverMacro(message);
      return;
    }
    if (isNote) {
      const { seq, receivedAt } = await this.#api.call("POST", `${ADMIN}/session/notes`, { sessionId: this.id, noteId: id, note: text });
      this.#stored({ messageId: id, seq, message: text, type: "note", timestamp: at, receivedAt });
      return;
    }
    const stored = await this.#api.call("POST", `${ADMIN}/message`, {
      sessionId: this.id,
      messageId: id,
      message: text,
      timestamp: at,
      ...(quote && { replyTo: quote.messageId }),
      ...(files.length > 0 && { attachmentIds: files.map(({ attachmentId }) => attachmentId) }),
    });
    const entry = { messageId: id, seq: stored.seq, message: stored.message ?? text, type: "text", quote };
    this.#stored({ ...entry, attachments: files, timestamp: at, receivedAt: stored.deliveredAt });
    this.#server.sent();
  }

  /** All of it is one commit. The reply of the server does not say where its entries stand, so the newest ones are read. */
  async #deliverMacro({ id, text, macro }) {
    const entry = text ? { messageId: id, message: text } : macro.acts.note && { noteId: id };
    await this.#api.call("POST", `${ADMIN}/session/macro`, { sessionId: this.id, ...macro.acts, ...entry });
    const { messages } = await this.#api.call("GET", `${ADMIN}/messages/${this.path}?limit=20`);
    messages.forEach((message) => this.#take(message));
    this.#outbox.stored(id);
    if (text) {
      this.#server.sent();
    }
    this.#keep();
    this.#desk.connected();
    this.refresh();
  }

  #stored(entry) {
    this.#take({ ...entry, sender: "admin", adminInfo: this.#desk.me && { agentId: this.#desk.me.agentId, name: this.#desk.me.name } });
    this.#keep();
    this.#desk.connected();
  }

  #rejected({ id }, problem) {
    const ended = problem.code === "SESSION_EXPIRED" || problem.details.sessionStatus;
    this.#outbox.fail(id, ended ? "failedEnded" : [403, 409].includes(problem.status) ? "failedNotYours" : "failedRejected");
    this.refresh();
  }

  // Files.

  /** Uploads files for the next message. */
  attach(files) {
    this.uploads.add(files, this.#desk.config.attachments, async () => this.id);
  }

  /** An address of a file that needs no token, for some minutes. */
  addressOf(file) {
    return addressOf(this.#api, this.id, file);
  }

  // Changing messages.

  startEdit(entry) {
    this.editing = { messageId: entry.messageId, draft: this.draft };
    this.draft = entry.message;
    this.#desk.changed();
  }

  stopEdit() {
    this.draft = this.editing?.draft ?? this.draft;
    this.editing = undefined;
    this.#keep();
  }

  async saveEdit(text) {
    const { messageId } = this.editing;
    const change = await this.#api.call("PATCH", `${ADMIN}/message/${this.path}/${encodeURIComponent(messageId)}`, {
      message: text,
      editId: newId(),
    });
    this.#amend(messageId, { message: change.message ?? text, editedAt: change.editedAt });
    this.stopEdit();
  }

  async withdraw(entry) {
    const path = `${ADMIN}/message/${this.path}/${encodeURIComponent(entry.messageId)}`;
    const { deletedAt } = await this.#api.call("DELETE", path);
    this.#amend(entry.messageId, { message: "", deletedAt, attachments: undefined, quote: undefined });
    this.#desk.changed();
  }

  #amend(messageId, change) {
    this.entries = this.entries.map((entry) => (entry.messageId === messageId ? { ...entry, ...change } : entry));
  }

  // The rest.

  /** Says that the agent has read all that is there. Looking into the session of another agent, or of none, marks nothing. */
  async markRead() {
    const upTo = this.lastSeq;
    this.#desk.saw(this.id, upTo);
    const isOwn = this.agent && this.agent.agentId === this.#desk.me?.agentId;
    if (!isOwn || upTo <= this.#reading || upTo <= (this.head?.cursors?.admin?.read ?? 0)) {
      return;
    }
    const before = this.#reading;
    this.#reading = upTo;
    try {
      await this.#api.call("POST", "read", { sessionId: this.id, upTo });
    } catch {
      this.#reading = this.#reading === upTo ? before : this.#reading;
    }
  }

  /** Calls one of the actions on the session, such as `session/hold`. */
  async act(path, more = {}) {
    const result = await this.#api.call("POST", `${ADMIN}/${path}`, { sessionId: this.id, ...more });
    const { state, status, agent } = result;
    if (this.head && state) {
      this.head = { ...this.head, state, status, agent };
    }
    await this.refresh();
    this.#desk.changed();
    return result;
  }

  async fill(responseId) {
    return this.#api.call("POST", `${ADMIN}/canned-responses/fill`, { sessionId: this.id, responseId });
  }
}
