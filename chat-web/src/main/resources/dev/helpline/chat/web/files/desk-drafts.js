import { Problem, pauseAfter } from "./api.js";

/** So long the agent has to pause before the text is saved. */
const PAUSE = 800;

/**
 * Keeps what an agent writes in one session on the server, where the agent's other devices find it. A save replaces the text that this tab knows;
 * another text, which another device saved meanwhile, is never replaced without the agent's consent.
 */
export class ServerDraft {
  #api;
  #path;
  #owner;
  #timer;
  #saving;
  #isKnown = false;
  #failures = 0;

  /** The text that the server has, and its revision, as far as this tab knows. */
  known = { text: "" };
  /** What another device has saved, while here is another text. */
  other;

  /**
   * @param path of the session in addresses
   * @param known what an earlier run of the tab knew
   * @param owner `text()` is what should be saved; `mayWrite()` is whether it may be saved now; `take(text)` shows another text; `changed()`; `pause(millis)`
   */
  constructor(api, path, known, owner) {
    this.#api = api;
    this.#path = `../admin/chat/draft/${path}`;
    this.known = known ?? this.known;
    this.#owner = owner;
  }

  /** Looks whether another device has saved, deleted or sent the text. */
  async read() {
    try {
      const { text, revision } = await this.#api.call("GET", this.#path);
      this.#compare({ text, revision });
    } catch {
      // it is read again when the session is opened, and when the window gets the focus
    }
  }

  #compare(stored) {
    const text = this.#owner.text();
    this.#isKnown = true;
    if (stored.revision !== this.known.revision && this.#owner.mayWrite()) {
      const isUntouched = text.trim() === "" || text === this.known.text;
      this.other = isUntouched || stored.text === "" || stored.text === text ? undefined : stored;
      if (!this.other) {
        this.known = stored;
      }
      if (isUntouched && stored.text !== text) {
        this.#owner.take(stored.text);
      }
    }
    this.#owner.changed();
    this.touched();
  }

  /** The text was changed here. */
  touched() {
    clearTimeout(this.#timer);
    if (this.#isKnown && !this.other && !this.#saving && this.#owner.mayWrite() && this.#owner.text() !== this.known.text) {
      this.#timer = setTimeout(() => this.save(), PAUSE);
    }
  }

  /** Saves now what is not saved yet. */
  async save() {
    clearTimeout(this.#timer);
    if (!this.#saving && this.#isKnown && !this.other && this.#owner.mayWrite() && this.#owner.text() !== this.known.text) {
      this.#saving = this.#put();
      await this.#saving;
      this.#saving = undefined;
      this.touched();
    }
  }

  async #put() {
    const text = this.#owner.text();
    try {
      const { revision } = await this.#api.call("PUT", this.#path, { text, revision: this.known.revision });
      this.known = { text, revision };
      this.#failures = 0;
      this.#owner.changed();
    } catch (failure) {
      if (failure instanceof Problem && failure.code === "DRAFT_CONFLICT") {
        await this.read();
      } else if (failure instanceof Problem && failure.isFinal) {
        this.#isKnown = false;
      } else {
        await this.#owner.pause(pauseAfter(this.#failures++, failure));
      }
    }
  }

  /** Before the text is sent: a save that is under way must not come after the message. */
  async settle() {
    clearTimeout(this.#timer);
    await this.#saving;
  }

  stop() {
    clearTimeout(this.#timer);
    this.#isKnown = false;
  }

  /** The server has a message of the agent, and with it deleted the draft. */
  sent() {
    this.known = { text: "" };
    this.other = undefined;
    this.touched();
  }

  /** Takes the text of the other device, or keeps that of this one in its place. */
  choose(takesOther) {
    this.known = this.other;
    this.other = undefined;
    if (takesOther) {
      this.#owner.take(this.known.text);
    }
    this.touched();
  }
}
