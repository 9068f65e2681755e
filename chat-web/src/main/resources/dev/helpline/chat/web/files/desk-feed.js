import { Lost, Pause, Problem, SignedOut, pauseAfter } from "./api.js";
import { Line, newsOf } from "./feed.js";

const WITHOUT_SOCKETS = 60_000;
const WAIT_SECONDS = 25;

/**
 * Follows the board of all open sessions and the sessions that are open on the desk: over one WebSocket, and by long polls for a while where
 * sockets do not get through.
 *
 * The listener has `welcome(agent)`, `takeBoard(changes)`, `news(sessionId, news)`, `connected()`, `lost(failure)`, `refused(problem)`, after
 * which the feed has stopped, and `gone(sessionId, code)`, after which it does not follow this session any more.
 */
export class DeskFeed {
  #api;
  #listener;
  #pause = new Pause();
  #stop = new AbortController();
  /** The sessions that are followed, each with its cursor. */
  #cursors = new Map();
  #boardCursor;
  #line;
  #closedSockets = 0;
  #refusedTokens = 0;
  #pollUntil = 0;
  #polls;

  constructor(api, listener) {
    this.#api = api;
    this.#listener = listener;
    addEventListener("offline", () => this.#break(new Lost("offline")), { signal: this.#stop.signal });
  }

  async start() {
    let failures = 0;
    const ready = () => (failures = 0);
    while (!this.#stop.signal.aborted) {
      try {
        await (Date.now() < this.#pollUntil ? this.#pollAll(ready) : this.#followSocket(ready));
      } catch (failure) {
        if (this.#stop.signal.aborted) {
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
    this.#break(new Lost("stopped"));
    this.#pause.wake();
  }

  /** Tries again at once. */
  wake() {
    this.#pause.wake();
  }

  /** Follows a session, from a cursor on. */
  follow(sessionId, cursor) {
    this.#cursors.set(sessionId, cursor);
    this.#line?.send({ type: "subscribe", sessionId, after: cursor });
    this.#polls?.add(sessionId);
  }

  unfollow(sessionId) {
    if (this.#cursors.delete(sessionId)) {
      this.#line?.send({ type: "unsubscribe", sessionId });
    }
  }

  /** Returns the cursor up to which a session was followed. */
  cursorOf(sessionId) {
    return this.#cursors.get(sessionId);
  }

  /** Says that the messages of a session up to this `seq` are here. */
  delivered(sessionId, upTo) {
    this.#line?.send({ type: "delivered", sessionId, upTo });
  }

  #break(failure) {
    this.#line?.break(failure);
    this.#polls?.break(failure);
  }

  // Over a socket.

  async #followSocket(ready) {
    const token = await this.#api.tokens.get();
    let isReady = false;
    const take = (frame) => {
      if (frame.type === "welcome") {
        isReady = true;
        this.#closedSockets = 0;
        this.#refusedTokens = 0;
        ready();
        this.#listener.welcome({ agentId: frame.agentId, name: frame.name });
        this.#listener.connected();
        this.#cursors.forEach((after, sessionId) => this.#line.send({ type: "subscribe", sessionId, after }));
      }
      this.#take(frame);
    };
    try {
      this.#line = new Line(this.#api, "../admin/chat/ws", token, this.#boardCursor, take);
      await this.#line.ended;
    } catch (failure) {
      // A token that has expired is exchanged once; another one that is not accepted either belongs to no agent.
      if (failure.isToken && ++this.#refusedTokens >= 2) {
        throw new SignedOut();
      }
      this.#closedSockets += isReady || failure.isToken ? 0 : 1;
      if (failure.needsPolls || this.#closedSockets >= 2) {
        this.#closedSockets = 0;
        this.#pollUntil = Date.now() + WITHOUT_SOCKETS;
      }
      throw failure;
    } finally {
      this.#line = undefined;
    }
  }

  #take(frame) {
    const { type, sessionId } = frame;
    if (type === "board") {
      this.#board(frame);
    } else if (type === "error" && sessionId && !frame.messageId && this.#cursors.has(sessionId)) {
      this.#cursors.delete(sessionId);
      this.#listener.gone(sessionId, frame.code);
    } else if (sessionId && this.#cursors.has(sessionId)) {
      this.#news(sessionId, newsOf(frame));
    }
  }

  #board(changes) {
    this.#boardCursor = changes.cursor;
    this.#listener.takeBoard(changes);
  }

  #news(sessionId, news) {
    this.#listener.news(sessionId, news);
    this.#cursors.set(sessionId, news.cursor ?? this.#cursors.get(sessionId));
  }

  // By long polls.

  /** Ends when sockets are to be tried again, or with the failure of one of the polls. */
  #pollAll(ready) {
    return new Promise((resolve, reject) => {
      const running = new Map();
      const stop = new AbortController();
      const end = (settle) => (value) => {
        stop.abort();
        this.#polls = undefined;
        settle(value);
      };
      const run = (id, poll) => {
        running.set(id, true);
        this.#repeat(poll, stop.signal).then(() => running.delete(id) && id === "" && end(resolve)(), end(reject));
      };
      const board = async () => {
        await this.#pollBoard(stop.signal);
        ready();
        return true;
      };
      const add = (id) => !running.has(id) && run(id, () => this.#pollSession(id, stop.signal));
      this.#polls = { add, break: end(reject) };
      run("", board);
      this.#cursors.forEach((_, id) => add(id));
    });
  }

  async #repeat(poll, signal) {
    let goesOn = true;
    while (goesOn && !signal.aborted && Date.now() < this.#pollUntil) {
      goesOn = await poll();
    }
  }

  #get(path, after, signal) {
    const query = `${path.includes("?") ? "&" : "?"}wait=${WAIT_SECONDS}${after ? `&after=${encodeURIComponent(after)}` : ""}`;
    return this.#api.call("GET", path + query, undefined, { timeout: (WAIT_SECONDS + 15) * 1000, signal });
  }

  async #pollBoard(signal) {
    const began = Date.now();
    const changes = await this.#get("../admin/chat/poll", this.#boardCursor, signal);
    if (!signal.aborted) {
      this.#listener.connected();
      this.#board(changes);
      await this.#restAfter(began, changes.sessions.length + changes.gone.length > 0);
    }
  }

  async #pollSession(id, signal) {
    const began = Date.now();
    const path = `poll/${encodeURIComponent(id)}?include=own,system&limit=100`;
    const news = await this.#get(path, this.#cursors.get(id), signal).catch((failure) => {
      if (failure instanceof Problem && failure.isFinal) {
        this.#cursors.delete(id);
        this.#listener.gone(id, failure.code);
        return undefined;
      }
      throw failure;
    });
    if (!news || signal.aborted || !this.#cursors.has(id)) {
      return false;
    }
    this.#news(id, news);
    await this.#restAfter(began, news.hasMoreMessages || news.messages.length > 0);
    return this.#cursors.has(id);
  }

  /** A poll that returned at once with nothing was not allowed to wait. */
  async #restAfter(began, isNews) {
    if (!isNews && Date.now() - began < 1000) {
      await new Promise((resolve) => setTimeout(resolve, this.pollInterval));
    }
  }

  /** Between polls that may not wait, in milliseconds; of the server's settings. */
  pollInterval = 2000;
}
