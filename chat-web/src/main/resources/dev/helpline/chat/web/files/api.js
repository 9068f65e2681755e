const TIMEOUT = 20_000;

/** The server rejected a call. */
export class Problem extends Error {
  constructor(status, error, retryAfter) {
    super(error.code);
    this.status = status;
    this.code = error.code;
    this.details = error.details ?? {};
    this.retryAfter = retryAfter;
  }

  /** Whether the same call will be rejected again. */
  get isFinal() {
    return this.status >= 400 && this.status < 500 && ![401, 408, 429].includes(this.status);
  }
}

/** No reply of the server arrived, so what became of the call is not known. */
export class Lost extends Error {
  /** Whether the server did not accept the token of a socket. */
  isToken = false;
  /** Whether sockets do not get through for a while. */
  needsPolls = false;
}

/** The page has no token at the moment, or one that the server does not accept. */
export class SignedOut extends Error {}

/**
 * @typedef {() => (string | undefined | Promise<string | undefined>)} TokenProvider returns a token, or nothing if the caller is not signed in
 */

/**
 * How the caller is signed in: by a token, kept in memory and asked for again when the server does not accept it any more, or by a cookie of
 * the host's.
 */
export class Tokens {
  #provider;
  #token;
  #byCookie = false;

  /** @param {TokenProvider | undefined} provider */
  set provider(provider) {
    this.#provider = provider;
    this.#token = undefined;
  }

  get provider() {
    return this.#provider;
  }

  /** Whether the host signs the caller in, by tokens or by a cookie. */
  get hasProvider() {
    return this.#provider !== undefined || this.#byCookie;
  }

  /** Whether calls go without a token, and with the cookies of the page's origin. */
  get byCookie() {
    return this.#byCookie && !this.#provider;
  }

  /** Signs the caller in as the attributes of an element say, unless the page has handed over a token before. */
  followAttributes(element, base) {
    const page = element.getAttribute("token-url");
    if (this.#provider) {
      return;
    }
    if (page) {
      this.provider = () => tokenOf(page);
    } else if (element.getAttribute("sign-in") === "cookie") {
      this.#byCookie = base.origin === location.origin;
      if (!this.#byCookie) {
        console.error(`no cookies for another origin: ${base.origin}`);
        this.provider = () => undefined;
      }
    }
  }

  /** A guest has one token, which is not renewed. */
  set guest(token) {
    this.#token = token;
  }

  /** Returns the token, or nothing if a cookie signs the caller in. */
  async get() {
    if (!this.#token && this.#provider) {
      try {
        this.#token = (await this.#provider())?.trim();
      } catch (failure) {
        throw new Lost("the page gave no token", { cause: failure });
      }
    }
    if (!this.#token && !this.byCookie) {
      throw new SignedOut();
    }
    return this.#token;
  }

  /** Notes that the server did not accept a token, or the cookie; returns whether there may be another token. */
  refused(token) {
    if (this.#token === token) {
      this.#token = undefined;
    }
    return this.#provider !== undefined;
  }
}

/**
 * Asks a page of the host for a token.
 *
 * @returns {Promise<string | undefined>} nothing if the visitor is not signed in there
 */
export async function tokenOf(page) {
  const reply = await fetch(new URL(page, document.baseURI), { cache: "no-store" });
  if (reply.status === 401 || reply.status === 403) {
    return undefined;
  }
  if (!reply.ok) {
    throw new Error(`no token, status ${reply.status}`);
  }
  return reply.text();
}

/** Calls the chat's protocol. */
export class Api {
  /** @param {URL} base where the server is; ends with a slash */
  constructor(base, tokens) {
    this.base = base;
    this.tokens = tokens;
  }

  /**
   * Returns the data of the reply.
   *
   * @param {string} method
   * @param {string} path below the calls of customers
   * @param {object | Blob} [body] JSON, or a part of a file
   * @param {{open?: boolean, timeout?: number, signal?: AbortSignal}} [options] `open` calls need no token; `timeout` is in milliseconds
   */
  async call(method, path, body, { open = false, timeout = TIMEOUT, signal } = {}) {
    for (let attempt = 0; ; attempt++) {
      const token = open ? undefined : await this.tokens.get();
      const reply = await this.#send(method, path, body, { token, byCookie: !open && this.tokens.byCookie, timeout, signal });
      if (reply.status !== 401 || open) {
        return read(reply);
      }
      if (!this.tokens.refused(token) || attempt > 0) {
        throw new SignedOut();
      }
    }
  }

  socket(path) {
    const url = new URL(`api/chat/${path}`, this.base);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return new WebSocket(url);
  }

  async #send(method, path, body, { token, byCookie, timeout, signal }) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    const isFile = body instanceof Blob;
    if (body) {
      headers["Content-Type"] = isFile ? "application/octet-stream" : "application/json";
    }
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeout);
    const stop = () => limit.abort();
    signal?.addEventListener("abort", stop);
    try {
      const reply = await fetch(new URL(`api/chat/${path}`, this.base), {
        method,
        headers,
        body: isFile ? body : body && JSON.stringify(body),
        credentials: byCookie ? "same-origin" : "omit",
        cache: "no-store",
        signal: limit.signal,
      });
      return { status: reply.status, headers: reply.headers, text: await reply.text() };
    } catch (failure) {
      throw new Lost("no reply", { cause: failure });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }
}

/** Only an envelope of the protocol comes from the server; any other page is that of a proxy. */
function read(reply) {
  let json;
  try {
    json = JSON.parse(reply.text);
  } catch {
    // no envelope either
  }
  if (json?.success === true) {
    return json.data;
  }
  if (json?.error?.code) {
    throw new Problem(reply.status, json.error, Number(reply.headers.get("Retry-After")) * 1000 || 0);
  }
  throw new Lost(`no envelope, status ${reply.status}`);
}

/** Doubles the pause with each failure in a row up to 30 seconds, with a random part, and respects what the server asks for. */
export function pauseAfter(failures, failure) {
  const doubled = Math.min(30_000, 500 * 2 ** Math.min(failures, 6));
  return Math.max(failure?.retryAfter ?? 0, doubled * (0.75 + Math.random() / 2));
}

/** A pause that the return of the network, or `wake`, ends early. */
export class Pause {
  #end;

  constructor() {
    addEventListener("online", () => this.wake());
  }

  /** @returns {Promise<void>} */
  for(millis) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  wake() {
    this.#end?.();
  }
}
