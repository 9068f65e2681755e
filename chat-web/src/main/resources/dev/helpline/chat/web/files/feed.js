import { Lost, Pause, Problem, SignedOut, pauseAfter } from "./api.js";

const PING_EVERY = 25_000;
const SILENCE = 60_000;
const WITHOUT_SOCKETS = 60_000;
const WAIT_SECONDS = 25;

/**
 * Follows one session: over a WebSocket, and by long polls for a while where sockets do not get through. Both go on from the same cursor, so
 * nothing is lost or repeated when the transport changes.
 *
 * The listener has `apply(news)` with `messages`, `session`, `typing` or `cursors`, `connected()`, `lost(failure)` and `refused(problem)`,
 * after which the feed has stopped.
 */
export class Feed {
  #api;
  #sessionId;
  #listener;
  #pause = new Pause();
  #stop = new AbortController();
  #cursor;
  #closedSockets = 0;
  #pollUntil = 0;
  #pollInterval;
  #line;

  constructor(api, sessionId, listener, pollInterval) {
    this.#api = api;
    this.#sessionId = sessionId;
    this.#listener = listener;
    this.#pollInterval = pollInterval;
    addEventListener("offline", () => this.#line?.break(new Lost("offline")), { signal: this.#stop.signal });
  }

  async start() {
    let failures = 0;
    while (!this.#stopped) {
      try {
        if (Date.now() < this.#pollUntil) {
          await this.#poll();
          failures = 0;
        } else {
          await this.#followSocket(() => (failures = 0));
        }
      } catch (failure) {
        if (this.#stopped) {
          return;
        }
        if (failure instanceof Problem && failure.isFinal) {
          this.#listener.refused(failure);
          return;
        }
        this.#listener.lost(failure);
        await this.#pause.for(pauseAfter(failures++, failure));
      }
    }
  }

  stop() {
    this.#stop.abort();
    this.#line?.break(new Lost("stopped"));
    this.#pause.wake();
  }

  /** Tries again at once. */
  wake() {
    this.#pause.wake();
  }

  get #stopped() {
    return this.#stop.signal.aborted;
  }

  async #poll() {
    const began = Date.now();
    const after = this.#cursor ? `&after=${encodeURIComponent(this.#cursor)}` : "";
    const path = `poll/${encodeURIComponent(this.#sessionId)}?include=own,system&limit=100&wait=${WAIT_SECONDS}${after}`;
    const timeout = (WAIT_SECONDS + 15) * 1000;
    const news = await this.#api.call("GET", path, undefined, { timeout, signal: this.#stop.signal });
    this.#listener.connected();
    this.#apply(news);
    const early = Date.now() - began < 1000;
    if (early && after && !news.hasMoreMessages && news.messages.length === 0) {
      await this.#pause.for(this.#pollInterval);
    }
  }

  /** Ends with a failure, always: a socket does not end by itself while it is needed. */
  async #followSocket(ready) {
    const token = await this.#api.tokens.get();
    let isReady = false;
    try {
      await this.#follow(token, () => {
        isReady = true;
        this.#closedSockets = 0;
        ready();
        this.#listener.connected();
      });
    } catch (failure) {
      if (failure.needsPolls) {
        this.#pollUntil = Date.now() + WITHOUT_SOCKETS;
      }
      throw failure;
    } finally {
      if (!isReady && ++this.#closedSockets >= 2) {
        this.#closedSockets = 0;
        this.#pollUntil = Date.now() + WITHOUT_SOCKETS;
      }
    }
  }

  #follow(token, ready) {
    let delivered = 0;
    let told = 0;
    const line = new Line(this.#api, `ws/${encodeURIComponent(this.#sessionId)}`, token, this.#cursor, (frame) => {
      if (frame.type === "ready") {
        ready();
      }
      if (frame.message?.seq) {
        delivered = Math.max(delivered, frame.message.seq);
      }
      this.#apply(newsOf(frame));
    });
    const tell = setInterval(() => {
      if (delivered > told) {
        told = delivered;
        line.send({ type: "delivered", upTo: told });
      }
    }, 500);
    this.#line = line;
    return line.ended.finally(() => {
      clearInterval(tell);
      this.#line = undefined;
    });
  }

  #apply(news) {
    this.#listener.apply(news);
    this.#cursor = news.cursor ?? this.#cursor;
  }
}

/**
 * @typedef {object} News what a poll or a frame says of a session
 * @property {any[]} [messages]
 * @property {any} [session] the head of the session
 * @property {any[]} [typing] who types
 * @property {any} [cursors] how far each side has got and read
 * @property {string} [cursor] where the feed goes on
 */

/**
 * What a frame says of a session, in the form of a poll.
 *
 * @returns {News}
 */
export function newsOf(frame) {
  return {
    messages: frame.message && frame.type !== "error" ? [frame.message] : [],
    session: frame.session,
    typing: frame.typing,
    cursors: frame.cursors,
    cursor: frame.cursor,
  };
}

/**
 * One WebSocket of the chat, until it breaks. It signs in with its first frame, says from time to time that it is there, and breaks if the
 * server has been silent for too long.
 */
export class Line {
  #api;
  #socket;
  #token;
  #ping;
  #reject;
  #heard = Date.now();

  /** A promise that fails when the line is broken, with what broke it. */
  ended = new Promise((_, reject) => (this.#reject = reject));

  /**
   * @param {string} path below the calls of customers
   * @param {string | undefined} token of the caller; nothing if a cookie signs the caller in
   * @param {string | undefined} after the cursor from which to go on
   * @param {(frame: object) => void} take is called with each frame
   */
  constructor(api, path, token, after, take) {
    this.#api = api;
    this.#token = token;
    this.#socket = api.socket(path);
    this.#ping = setInterval(() => this.#check(), PING_EVERY);
    this.#socket.onopen = () => this.send({ type: "authenticate", token, after });
    this.#socket.onclose = (event) => this.break(this.#failureOf(event.code));
    this.#socket.onmessage = (event) => {
      this.#heard = Date.now();
      take(JSON.parse(event.data));
    };
  }

  /** Sends a frame if the line is open. */
  send(frame) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  break(failure) {
    clearInterval(this.#ping);
    this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#reject(failure);
  }

  #check() {
    if (Date.now() - this.#heard > SILENCE) {
      this.break(new Lost("silence"));
    } else {
      this.send({ type: "ping" });
    }
  }

  #failureOf(code) {
    const lost = new Lost(`closed with ${code}`);
    lost.isToken = code === 4001;
    lost.needsPolls = code === 4003 || code === 4029;
    // A cookie may still be valid when the sign-in of its handshake has ended, and a proxy that replaces `Host` stops its sockets only.
    if (this.#token && lost.isToken && !this.#api.tokens.refused(this.#token)) {
      return new SignedOut();
    }
    return this.#token && code === 4003 ? new Problem(403, { code: "FORBIDDEN" }) : lost;
  }
}
