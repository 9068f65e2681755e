import { Lost, Problem, SignedOut, pauseAfter } from "./api.js";
import { newId } from "./entries.js";

const TYPING_EVERY = 4000;

/**
 * What was written in a session and is not stored yet. Messages are sent one after the other under an id of their own, and again under the same
 * id until the server has said what became of them, so each arrives once and in order.
 */
export class Outbox {
  #owner;
  #pumping = false;

  /** Each with `id`, `at`, `state` ("sending" or "failed"), `reason` if it failed, and what was written. */
  messages = [];

  /**
   * @param owner has `deliver(message)`; `rejected(message, problem)`, after which the message has failed or is gone; `lost(failure)`;
   * `pause(millis)`; and `keep()`, which is called after each change
   */
  constructor(owner) {
    this.#owner = owner;
  }

  /** @param written what `deliver` needs */
  add(written) {
    this.messages = [...this.messages, { id: newId(), at: new Date().toISOString(), state: "sending", ...written }];
    this.#owner.keep();
    this.pump();
  }

  retry(id) {
    this.#change(id, { state: "sending" });
    this.pump();
  }

  fail(id, reason) {
    this.#change(id, { state: "failed", reason });
  }

  discard(id) {
    this.stored(id);
    this.#owner.keep();
  }

  /** A message has become an entry. */
  stored(id) {
    this.messages = this.messages.filter((message) => message.id !== id);
  }

  #change(id, change) {
    this.messages = this.messages.map((message) => (message.id === id ? { ...message, ...change } : message));
    this.#owner.keep();
  }

  /** Sends what is to be sent. */
  async pump() {
    if (this.#pumping) {
      return;
    }
    this.#pumping = true;
    let failures = 0;
    let next;
    while ((next = this.messages.find(({ state }) => state === "sending"))) {
      try {
        await this.#owner.deliver(next);
        failures = 0;
      } catch (failure) {
        if (failure instanceof Problem && failure.isFinal) {
          this.#owner.rejected(next, failure);
        } else {
          if (failure instanceof Lost || failure instanceof SignedOut) {
            this.#owner.lost(failure);
          }
          await this.#owner.pause(pauseAfter(failures++, failure));
        }
      }
    }
    this.#pumping = false;
  }
}

/** Tells the other side that this side is typing, and not too often. */
export class Typing {
  #api;
  #since = 0;

  constructor(api) {
    this.#api = api;
  }

  async tell(sessionId, isTyping) {
    if (isTyping ? Date.now() - this.#since < TYPING_EVERY : this.#since === 0) {
      return;
    }
    this.#since = isTyping ? Date.now() : 0;
    try {
      await this.#api.call("POST", "typing", { sessionId, isTyping });
    } catch {
      // the other side sees typing a little later, or not at all
    }
  }

  /** A message ends it by itself. */
  end() {
    this.#since = 0;
  }
}
