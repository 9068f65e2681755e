import { Lost, Pause, Problem, SignedOut, pauseAfter } from "./api.js";
import { amended, headOf, insert, newId } from "./entries.js";
import { Feed } from "./feed.js";

/** A shorter interruption is not shown. */
const NOTICEABLE = 2000;
const TYPING_EVERY = 4000;

/**
 * The customer's conversation: what is stored, what goes on, and what is still to be sent. The one store of state of the widget; whatever
 * changes it calls `changed`. Messages are sent one after the other under an id of their own, and again under the same id until the server
 * has said what became of them, so each arrives once and in order.
 */
export class Conversation {
  #api;
  #memory;
  #changed;
  #arrived;
  #feed;
  #tabs;
  #pause = new Pause();
  #openPause = new Pause();
  #opening;
  #pumping = false;
  #lostTimer;
  #typingSince = 0;
  #reading = 0;

  /** @type {"loading" | "hidden" | "ready"} */
  access = "loading";
  config;
  /** The head of the session, as the protocol has it; nothing before the first message. */
  head;
  /** All entries that the customer may see, in the order of their `seq`. */
  entries = [];
  /** What is not stored yet: `{id, text, at, state, reason}`, the state being "sending" or "failed". */
  pending = [];
  draft = "";
  /** Since when the server cannot be reached, or nothing. */
  lostSince;
  signedOut = false;
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
    this.#api = api;
    this.#memory = memory;
    this.#changed = changed;
    this.#arrived = arrived;
    this.options = {};
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
    this.#changed();
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
      this.pending = [];
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
        const config = await this.#api.call("GET", "config", undefined, { open: true });
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
    if (!this.#api.tokens.hasProvider) {
      this.#api.tokens.guest = kept.guest;
    }
    let head;
    try {
      head = (await this.#api.call("GET", "current")).session ?? (await this.#endedSession(kept.sessionId));
    } catch (failure) {
      if (!(failure instanceof SignedOut)) {
        throw failure;
      }
      this.access = !this.#api.tokens.hasProvider && this.config.guests ? "ready" : "hidden";
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
    this.#changed();
  }

  /** What was written before there was a session goes into the one that was found. */
  #resume(head, { pending = [], draft = "" }) {
    const written = this.head ? [] : this.pending;
    const draftHere = this.head ? "" : this.draft;
    this.#leave();
    this.pending = [...pending, ...written];
    this.draft = draftHere || draft;
    this.#enter(head);
  }

  /** An ended session is shown for as long as it can be rated. */
  async #endedSession(id) {
    if (!id) {
      return undefined;
    }
    try {
      const head = await this.#api.call("GET", `session/${encodeURIComponent(id)}`);
      return head.ratingPrompt || id === this.head?.sessionId ? head : undefined;
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
    this.#feed = new Feed(this.#api, head.sessionId, this, this.config.pollIntervalMillis);
    this.#feed.start();
    this.#pump();
  }

  #leave() {
    this.#feed?.stop();
    this.#feed = undefined;
    if (this.head) {
      this.pending = [];
      this.draft = "";
      this.answers = undefined;
    }
    this.head = undefined;
    this.entries = [];
    this.rated = false;
    this.#reading = 0;
    this.#memory.write({ sessionId: undefined, pending: [], draft: "" });
    this.connected();
    this.#changed();
  }

  // What the feed tells.

  connected() {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
    if (this.lostSince || this.signedOut) {
      this.lostSince = undefined;
      this.signedOut = false;
      this.#changed();
    }
    this.#pause.wake();
  }

  lost(failure) {
    if (failure instanceof SignedOut) {
      this.signedOut = true;
      this.#changed();
    }
    if (!this.#lostTimer) {
      const since = Date.now();
      this.#lostTimer = setTimeout(() => {
        this.lostSince = since;
        this.#changed();
      }, NOTICEABLE);
    }
  }

  /** The session is not this customer's any more. */
  refused() {
    this.#leave();
    this.open();
  }

  apply({ messages = [], session, typing, cursors }) {
    if (!this.head) {
      return;
    }
    this.head = { ...this.head, ...(session && headOf(session)), ...(typing && { typing }), ...(cursors && { cursors }) };
    for (const message of messages) {
      this.#take(message);
    }
    this.#changed();
  }

  #take(message) {
    if (message.amendment) {
      this.entries = amended(this.entries, message);
      return;
    }
    this.pending = this.pending.filter(({ id }) => id !== message.messageId);
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
      this.#tellTyping(text.trim() !== "");
    }
  }

  async #tellTyping(isTyping) {
    if (isTyping ? Date.now() - this.#typingSince < TYPING_EVERY : this.#typingSince === 0) {
      return;
    }
    this.#typingSince = isTyping ? Date.now() : 0;
    try {
      await this.#api.call("POST", "typing", { sessionId: this.head.sessionId, isTyping });
    } catch {
      // the agent sees typing a little later, or not at all
    }
  }

  send(text) {
    this.pending = [...this.pending, { id: newId(), text, at: new Date().toISOString(), state: "sending" }];
    this.draft = "";
    this.#typingSince = 0;
    this.#keep();
    this.#pump();
  }

  retry(id) {
    this.pending = this.pending.map((message) => (message.id === id ? { ...message, state: "sending" } : message));
    this.#keep();
    this.#pump();
  }

  discard(id) {
    this.pending = this.pending.filter((message) => message.id !== id);
    this.#keep();
  }

  /** Until the session is there, what is written is in memory only: the tab may belong to another customer after a reload. */
  #keep() {
    if (this.head) {
      this.#memory.write({ pending: this.pending, draft: this.draft });
    }
    this.#changed();
  }

  async #pump() {
    if (this.#pumping) {
      return;
    }
    this.#pumping = true;
    let failures = 0;
    let next;
    while ((next = this.pending.find(({ state }) => state === "sending"))) {
      try {
        await this.#deliver(next);
        failures = 0;
      } catch (failure) {
        if (failure instanceof Problem && failure.isFinal) {
          this.#fail(next.id, failure);
        } else {
          if (failure instanceof Lost || failure instanceof SignedOut) {
            this.lost(failure);
          }
          await this.#pause.for(pauseAfter(failures++, failure));
        }
      }
    }
    this.#pumping = false;
  }

  async #deliver({ id, text, at }) {
    if (!this.head) {
      await this.#begin();
    }
    const { sessionId } = this.head;
    const stored = await this.#api.call("POST", "message", { sessionId, messageId: id, message: text, timestamp: at });
    if (this.head?.sessionId === sessionId) {
      const message = { messageId: id, seq: stored.seq, message: stored.message ?? text, type: "text", sender: "user" };
      this.#take({ ...message, timestamp: at, receivedAt: stored.deliveredAt });
      this.#keep();
      this.connected();
      this.#feed?.wake();
    }
  }

  /** Starts the session, or finds the one that another tab or device has started. */
  async #begin() {
    const start = { locale: this.options.locale, subject: this.options.subject, category: this.options.category, ...this.answers };
    if (this.#api.tokens.hasProvider) {
      const head = await this.#api.call("PUT", "current", start);
      if (!this.head) {
        this.#enter(head);
      }
    } else {
      const { sessionToken, ...head } = await this.#api.call("POST", "session", start, { open: true });
      this.#api.tokens.guest = sessionToken;
      this.#memory.write({ guest: sessionToken });
      this.#enter(head);
    }
    this.#tabs?.postMessage("started");
    this.#changed();
  }

  #fail(id, problem) {
    if (!this.head && problem.code === "INVALID_SESSION_DATA") {
      this.#askAgain(problem);
      return;
    }
    const ended = problem.code === "SESSION_EXPIRED" || problem.details.sessionStatus;
    const reason = ended ? "failedEnded" : problem.status === 403 ? "failedForbidden" : "failedRejected";
    this.pending = this.pending.map((message) => (message.id === id ? { ...message, state: "failed", reason } : message));
    this.#keep();
  }

  /** The questions may have changed since they were read. What was written becomes the draft. */
  #askAgain({ details }) {
    this.draft = this.pending.map(({ text }) => text).join("\n");
    this.pending = [];
    this.answers = undefined;
    this.wrongAnswers = (details.form ?? "").split(",").map((wrong) => wrong.split("=")[0]);
    this.open();
    this.#changed();
  }

  /** Says that the customer has read all that is there. */
  async markRead() {
    const upTo = this.lastSeq;
    if (this.unread === 0 || upTo <= this.#reading) {
      return;
    }
    const before = this.#reading;
    this.#reading = upTo;
    this.#changed();
    try {
      await this.#api.call("POST", "read", { sessionId: this.head.sessionId, upTo });
    } catch {
      this.#reading = this.#reading === upTo ? before : this.#reading;
    }
  }

  /** An address of a file that needs no token, for some minutes. */
  async addressOf({ attachmentId }) {
    const path = `attachments/${encodeURIComponent(this.head.sessionId)}/${encodeURIComponent(attachmentId)}`;
    const { url } = await this.#api.call("POST", path);
    return new URL(url.replace(/^\//, ""), this.#api.base);
  }

  async end() {
    await this.#api.call("POST", "session/end", { sessionId: this.head.sessionId });
    this.apply({ session: await this.#api.call("GET", `session/${encodeURIComponent(this.head.sessionId)}`) });
  }

  /** @param {{rating: number, feedback?: string, categories?: string[]}} rating */
  async rate(rating) {
    try {
      await this.#api.call("POST", "rating", { sessionId: this.head.sessionId, ...rating });
    } catch (failure) {
      if (failure.code !== "RATING_EXISTS") {
        throw failure;
      }
    }
    this.rated = true;
    this.head = { ...this.head, ratingPrompt: undefined };
    this.#changed();
  }

  /** Leaves the ended session. What was not sent any more becomes the draft of the next one. */
  another() {
    const unsent = this.pending.map(({ text }) => text).join("\n");
    this.#api.tokens.guest = undefined;
    this.#memory.write({ guest: undefined });
    this.#leave();
    this.draft = unsent;
    this.#tabs?.postMessage("left");
    this.#changed();
  }
}

function isFromOthers({ sender, deletedAt }) {
  return (sender === "admin" || sender === "bot") && !deletedAt;
}
