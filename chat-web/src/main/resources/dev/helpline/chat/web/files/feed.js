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
  #break;

  constructor(api, sessionId, listener, pollInterval) {
    this.#api = api;
    this.#sessionId = sessionId;
    this.#listener = listener;
    this.#pollInterval = pollInterval;
    addEventListener("offline", () => this.#break?.(new Lost("offline")), { signal: this.#stop.signal });
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
    this.#break?.(new Lost("stopped"));
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
      await this.#socket(token, () => {
        isReady = true;
        this.#closedSockets = 0;
        ready();
        this.#listener.connected();
      });
    } finally {
      if (!isReady && ++this.#closedSockets >= 2) {
        this.#closedSockets = 0;
        this.#pollUntil = Date.now() + WITHOUT_SOCKETS;
      }
    }
  }

  #socket(token, ready) {
    return new Promise((_, reject) => {
      const socket = this.#api.socket(`ws/${encodeURIComponent(this.#sessionId)}`);
      const send = (frame) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame));
      let heard = Date.now();
      let delivered = 0;
      let told = 0;
      const ping = setInterval(() => {
        if (Date.now() - heard > SILENCE) {
          this.#break(new Lost("silence"));
        } else {
          send({ type: "ping" });
        }
      }, PING_EVERY);
      const tell = setInterval(() => {
        if (delivered > told) {
          told = delivered;
          send({ type: "delivered", upTo: told });
        }
      }, 500);
      this.#break = (failure) => {
        clearInterval(ping);
        clearInterval(tell);
        this.#break = undefined;
        socket.onmessage = null;
        socket.close();
        reject(failure);
      };
      socket.onopen = () => send({ type: "authenticate", token, after: this.#cursor });
      socket.onclose = (event) => this.#break?.(this.#failureOf(event.code, token));
      socket.onmessage = (event) => {
        heard = Date.now();
        const frame = JSON.parse(event.data);
        if (frame.type === "ready") {
          ready();
        }
        if (frame.message?.seq) {
          delivered = Math.max(delivered, frame.message.seq);
        }
        this.#apply(newsOf(frame));
      };
    });
  }

  #failureOf(code, token) {
    switch (code) {
      case 4001:
        return this.#api.tokens.refused(token) ? new Lost("the token has expired") : new SignedOut();
      case 4003:
        return new Problem(403, { code: "FORBIDDEN" });
      case 4029:
        this.#pollUntil = Date.now() + WITHOUT_SOCKETS;
        return new Lost("too many sockets");
      default:
        return new Lost(`closed with ${code}`);
    }
  }

  #apply(news) {
    this.#listener.apply(news);
    this.#cursor = news.cursor ?? this.#cursor;
  }
}

function newsOf(frame) {
  return {
    messages: frame.message && frame.type !== "error" ? [frame.message] : [],
    session: frame.session,
    typing: frame.typing,
    cursors: frame.cursors,
    cursor: frame.cursor,
  };
}
