import { Pause, Problem, SignedOut, pauseAfter } from "./api.js";
import { amended, headOf, insert, newId, quoteOf } from "./entries.js";
import { Feed } from "./feed.js";
import { Outbox, Typing } from "./outbox.js";

/** A shorter interruption is not shown. */
const NOTICEABLE = 2000;

/**
 * The customer's conversation: what is stored, what goes on, and what is still to be sent. The one store of state of the widget; whatever
 * changes it calls `changed`.
 */
export class Conversation {
  #memory;
  #arrived;
  #feed;
  #tabs;
  #pause = new Pause();
  #openPause = new Pause();
  #opening;
  #outbox = new Outbox(this);
  #typing;
  #beginning;
  #asked;
  #lostTimer;
  #reading = 0;

  /** @type {"loading" | "hidden" | "ready"} */
  access = "loading";
  config;
  /** The head of the session, as the protocol has it; nothing before the first message. */
  head;
  /** All entries that the customer may see, in the order of their `seq`. */
  entries = [];
  draft = "";
  /** The message to which the next one replies. */
  quote;
  /** The files of the next message, once the widget can take any. */
  uploads;
  /** Since when the server cannot be reached, or nothing. */
  lostSince;
  signedOut = false;
  /** Whether this tab asks the customer for a rating. */
  asks = false;
  rated = false;
  /** What the customer answered before the session: `{form, consent}`. In memory only. */
  answers;
  /** The keys of answers that the server did not accept. */
  wrongAnswers = [];

  /**
   * @param changed is called after each change of the state
   * @param arrived is called with an entry of the other side that has just arrived
   */
  constructor(api, memory, changed, arrived) {
    this.api = api;
    this.#memory = memory;
    this.changed = changed;
    this.#arrived = arrived;
    this.#typing = new Typing(api);
    /** Of the sessions that start here: `locale`, `subject` and `category`. */
    this.options = {};
  }

  /** What is not stored yet: `{id, text, quote, files, at, state, reason}`, the state being "sending" or "failed". */
  get pending() {
    return this.#outbox.messages;
  }

  get phase() {
    if (this.access !== "ready") {
      return "hidden";
    }
    if (!this.head) {
      return this.config.businessHours?.open === false ? "offline" : "new";
    }
    if (this.head.state === "waiting") {
      return this.head.offline ? "offline" : "waiting";
    }
    return this.head.state === "ended" ? "ended" : "active";
  }

  /** Whether the host asks something before the session that is not answered yet. */
  get mustAnswer() {
    const { preChatForm = [], consent } = this.config ?? {};
    return this.access === "ready" && !this.head && !this.answers && (preChatForm.length > 0 || consent !== undefined);
  }

  answer(answers) {
    this.answers = answers;
    this.wrongAnswers = [];
    this.changed();
  }

  get lastSeq() {
    return this.entries.at(-1)?.seq ?? 0;
  }

  get unread() {
    const read = Math.max(this.#reading, this.head?.cursors?.user?.read ?? 0);
    let count = 0;
    for (let i = this.entries.length - 1; i >= 0 && this.entries[i].seq > read; i--) {
      count += isFromOthers(this.entries[i]) ? 1 : 0;
    }
    return count;
  }

  /** Another customer may have signed in, who must not send what was written before. */
  signedIn() {
    if (!this.head) {
      this.#outbox.messages = [];
      this.answers = undefined;
    }
    return this.open();
  }

  /** Reads the settings and the customer's session, again and again until the server can be reached. */
  async open() {
    this.#openPause.wake();
    const opening = (this.#opening = {});
    for (let failures = 0; this.#opening === opening; failures++) {
      try {
        const config = await this.api.call("GET", "config", undefined, { open: true });
        if (this.#opening === opening) {
          this.config = config;
          await this.#find();
        }
        return;
      } catch (failure) {
        await this.#openPause.for(pauseAfter(failures, failure));
      }
    }
  }

  close() {
    this.#opening = undefined;
    this.#feed?.stop();
    this.#tabs?.close();
    this.#tabs = undefined;
    clearTimeout(this.#lostTimer);
  }

  /** Tells the tabs of this browser from each other; they have one conversation. */
  joinTabs(name) {
    this.#tabs = new BroadcastChannel(name);
    this.#tabs.onmessage = () => (this.phase === "new" || this.phase === "ended" || this.phase === "offline") && this.open();
  }

  async #find() {
    const kept = this.#memory.read();
    if (!this.api.tokens.hasProvider) {
      this.api.tokens.guest = kept.guest;
    }
    let head;
    try {
      head = (await this.api.call("GET", "current")).session ?? (await this.#endedSession(kept.sessionId));
    } catch (failure) {
      if (!(failure instanceof SignedOut)) {
        throw failure;
      }
      this.access = !this.api.tokens.hasProvider && this.config.guests ? "ready" : "hidden";
      this.#leave();
      return;
    }
    this.access = "ready";
    this.signedOut = false;
    if (!head) {
      this.#leave();
    } else if (head.sessionId !== this.head?.sessionId) {
      this.#resume(head, kept.sessionId === head.sessionId ? kept : {});
    }
    this.changed();
  }

  /** What was written before there was a session goes into the one that was found. */
  #resume(head, { pending = [], draft = "", quote }) {
    const written = this.head ? [] : this.pending;
    const draftHere = this.head ? "" : this.draft;
    this.#leave();
    this.#outbox.messages = [...pending, ...written];
    this.draft = draftHere || draft;
    this.quote = quote;
    this.#enter(head);
  }

  /** An ended session is shown for as long as it can be rated. */
  async #endedSession(id) {
    if (!id) {
      return undefined;
    }
    try {
      const head = await this.api.call("GET", `session/${encodeURIComponent(id)}`);
      return head.ratingPrompt || id === this.head?.sessionId || id === this.#memory.read().prompt?.sessionId ? head : undefined;
    } catch (failure) {
      if (failure instanceof Problem && failure.isFinal) {
        return undefined;
      }
      throw failure;
    }
  }

  #enter(head) {
    this.head = head;
    this.#memory.write({ sessionId: head.sessionId, pending: this.pending, draft: this.draft });
    this.#feed = new Feed(this.api, head.sessionId, this, this.config.pollIntervalMillis);
    this.#feed.start();
    this.#outbox.pump();
  }

  #leave() {
    this.#feed?.stop();
    this.#feed = undefined;
    if (this.head) {
      this.#outbox.messages = [];
      this.draft = "";
      this.answers = undefined;
    }
    this.quote = undefined;
    this.uploads?.files.forEach(({ id }) => this.uploads.remove(id));
    this.head = undefined;
    this.entries = [];
    this.rated = this.asks = false;
    this.#reading = 0;
    this.#memory.write({ sessionId: undefined, pending: [], draft: "", quote: undefined });
    this.connected();
    this.changed();
  }

  // What the feed tells.

  connected() {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
    if (this.lostSince || this.signedOut) {
      this.lostSince = undefined;
      this.signedOut = false;
      this.changed();
    }
    this.#pause.wake();
  }

  lost(failure) {
    if (failure instanceof SignedOut) {
      this.signedOut = true;
      this.changed();
    }
    if (!this.#lostTimer) {
      const since = Date.now();
      this.#lostTimer = setTimeout(() => {
        this.lostSince = since;
        this.changed();
      }, NOTICEABLE);
    }
  }

  /** The session is not this customer's any more. */
  refused() {
    this.#leave();
    this.open();
  }

  /** @param {import("./feed.js").News} news */
  apply({ messages = [], session, typing, cursors }) {
    if (!this.head) {
      return;
    }
    this.head = { ...this.head, ...(session && headOf(session)), ...(typing && { typing }), ...(cursors && { cursors }) };
    if (this.head.state !== "ended" && this.#asked) {
      this.#asked = undefined;
      this.asks = this.rated = false;
      this.#memory.write({ prompt: undefined });
    }
    for (const message of messages) {
      this.#take(message);
    }
    this.changed();
  }

  #take(message) {
    if (message.amendment) {
      this.entries = amended(this.entries, message);
      return;
    }
    this.#outbox.stored(message.messageId);
    if (!insert(this.entries, message)) {
      return;
    }
    if (message.sender !== "user" && message.event !== "session_started" && message.seq > (this.head.cursors?.user?.read ?? 0)) {
      this.#arrived(message);
    }
  }

  // What the customer does.

  write(text) {
    this.draft = text;
    this.#memory.write({ draft: text });
    if (this.head && this.phase !== "ended") {
      this.#typing.tell(this.head.sessionId, text.trim() !== "");
    }
  }

  /** @param entry the message to which the next one replies, or nothing */
  replyTo(entry) {
    this.quote = entry && quoteOf(entry);
    this.keep();
  }

  send(text) {
    const message = { text, quote: this.quote, files: this.uploads?.take() ?? [] };
    this.draft = "";
    this.quote = undefined;
    this.#typing.end();
    this.#outbox.add(message);
  }

  retry(id) {
    this.#outbox.retry(id);
  }

  discard(id) {
    this.#outbox.discard(id);
  }

  /** Until the session is there, what is written is in memory only: the tab may belong to another customer after a reload. */
  keep() {
    if (this.head) {
      this.#memory.write({ pending: this.pending, draft: this.draft, quote: this.quote });
    }
    this.changed();
  }

  pause(millis) {
    return this.#pause.for(millis);
  }

  async deliver({ id, text, at, quote, files = [] }) {
    const sessionId = await this.ensureSession();
    const stored = await this.api.call("POST", "message", {
      sessionId,
      messageId: id,
      message: text,
      timestamp: at,
      replyTo: quote?.messageId,
      attachmentIds: files.length > 0 ? files.map(({ attachmentId }) => attachmentId) : undefined,
    });
    if (this.head?.sessionId === sessionId) {
      const message = { messageId: id, seq: stored.seq, message: stored.message ?? text, type: "text", sender: "user", quote, attachments: files };
      this.#take({ ...message, timestamp: at, receivedAt: stored.deliveredAt });
      this.keep();
      this.connected();
      this.#feed?.wake();
    }
  }

  /** Returns the session, which is started if there is none. */
  async ensureSession() {
    if (!this.head) {
      this.#beginning ??= this.#begin().finally(() => (this.#beginning = undefined));
      await this.#beginning;
    }
    return this.head.sessionId;
  }

  /** Starts the session, or finds the one that another tab or device has started. */
  async #begin() {
    const start = { ...this.options, ...this.answers };
    if (this.api.tokens.hasProvider) {
      const head = await this.api.call("PUT", "current", start);
      if (!this.head) {
        this.#enter(head);
      }
    } else {
      const { sessionToken, ...head } = await this.api.call("POST", "session", start, { open: true });
      this.api.tokens.guest = sessionToken;
      this.#memory.write({ guest: sessionToken });
      this.#enter(head);
    }
    this.#tabs?.postMessage("started");
    this.changed();
  }

  rejected({ id }, problem) {
    if (!this.head && problem.code === "INVALID_SESSION_DATA") {
      this.#askAgain(problem);
      return;
    }
    const ended = problem.code === "SESSION_EXPIRED" || problem.details.sessionStatus;
    const reason = ended ? "failedEnded" : problem.status === 403 ? "failedForbidden" : "failedRejected";
    this.#outbox.fail(id, reason);
  }

  /** The questions may have changed since they were read. What was written becomes the draft. */
  #askAgain({ details }) {
    this.draft = this.pending.map(({ text }) => text).join("\n");
    this.#outbox.messages = [];
    this.answers = undefined;
    this.wrongAnswers = (details.form ?? "").split(",").map((wrong) => wrong.split("=")[0]);
    this.open();
    this.changed();
  }

  /** Says that the customer has read all that is there. */
  async markRead() {
    const upTo = this.lastSeq;
    if (this.unread === 0 || upTo <= this.#reading) {
      return;
    }
    const before = this.#reading;
    this.#reading = upTo;
    this.changed();
    try {
      await this.api.call("POST", "read", { sessionId: this.head.sessionId, upTo });
    } catch {
      this.#reading = this.#reading === upTo ? before : this.#reading;
    }
  }

  /**
   * Asks the server whether this tab may ask for a rating of the ended session; of all tabs and devices one may. A tab that may remembers it, also
   * across a reload.
   */
  async claimPrompt() {
    const { sessionId, ratingPrompt } = this.head;
    const kept = this.#memory.read().prompt;
    const isKept = kept?.sessionId === sessionId;
    if (this.#asked === sessionId || this.rated || !(ratingPrompt || isKept)) {
      return;
    }
    this.#asked = sessionId;
    const promptId = isKept ? kept.promptId : newId();
    this.#memory.write({ prompt: { sessionId, promptId } });
    try {
      const { show } = await this.api.call("POST", "rating/prompt", { sessionId, promptId });
      this.asks = show && this.head?.sessionId === sessionId;
      this.changed();
    } catch {
      this.#asked = undefined;
    }
  }

  async end() {
    await this.api.call("POST", "session/end", { sessionId: this.head.sessionId });
    this.apply({ session: await this.api.call("GET", `session/${encodeURIComponent(this.head.sessionId)}`) });
  }

  /** @param {{rating: number, feedback?: string, categories?: string[]}} rating */
  async rate(rating) {
    try {
      await this.api.call("POST", "rating", { sessionId: this.head.sessionId, ...rating });
    } catch (failure) {
      if (failure.code !== "RATING_EXISTS") {
        throw failure;
      }
    }
    this.rated = true;
    this.asks = false;
    this.#memory.write({ prompt: undefined });
    this.head = { ...this.head, ratingPrompt: undefined };
    this.changed();
  }

  /** Leaves the ended session. What was not sent any more becomes the draft of the next one. */
  another() {
    const unsent = this.pending.map(({ text }) => text).join("\n");
    this.api.tokens.guest = undefined;
    this.#memory.write({ guest: undefined });
    this.#leave();
    this.draft = unsent;
    this.#tabs?.postMessage("left");
    this.changed();
  }
}

function isFromOthers({ sender, deletedAt }) {
  return (sender === "admin" || sender === "bot") && !deletedAt;
}
