import { Lost, Problem, pauseAfter } from "./api.js";
import { newId } from "./entries.js";

const ATTEMPTS = 6;

/** Why the server did not accept a file, by `details.reason`. */
const REASONS = { type: "fileType", malware: "fileUnsafe", size: "fileTooLarge" };

/** The files of the next message, which are uploaded as soon as they are there. */
export class Uploads {
  #api;
  #changed;

  /** Each with `id`, `file`, `share` from 0 to 1, and in the end `attachment` or `reason`, with `canRetry`. */
  files = [];

  /** @param changed is called after each change */
  constructor(api, changed) {
    this.#api = api;
    this.#changed = changed;
  }

  /**
   * @param {File[]} files
   * @param limits as in `attachments` of the config
   * @param {() => Promise<string>} session returns the session of the message
   */
  add(files, limits, session) {
    for (const file of files) {
      const reason = this.files.length >= limits.maxFiles ? "tooManyFiles" : file.size > limits.maxFileBytes ? "fileTooLarge" : undefined;
      const item = { id: newId(), file, session, share: 0, reason, stop: new AbortController() };
      this.files = [...this.files, item];
      if (!reason) {
        this.#upload(item);
      }
    }
    this.#changed();
  }

  async #upload(item) {
    const progress = (share) => {
      item.share = share;
      this.#changed();
    };
    item.reason = item.canRetry = undefined;
    try {
      item.sessionId = await item.session();
      item.attachment = await upload(this.#api, item.sessionId, item.id, item.file, progress, item.stop.signal);
    } catch (failure) {
      item.canRetry = !(failure instanceof Problem && failure.isFinal);
      item.reason = item.canRetry ? "fileFailed" : failure.code === "ATTACHMENT_TOO_LARGE" ? "fileTooLarge" : (REASONS[failure.details.reason] ?? "fileRejected");
    }
    this.#changed();
  }

  retry(id) {
    this.#upload(this.files.find((file) => file.id === id));
    this.#changed();
  }

  /** Leaves a file out, and deletes what is uploaded of it. */
  remove(id) {
    const item = this.files.find((file) => file.id === id);
    this.files = this.files.filter((file) => file !== item);
    item.stop.abort();
    if (item.sessionId) {
      this.#api.call("DELETE", pathOf(item.sessionId, id)).catch(() => {});
    }
    this.#changed();
  }

  /** Returns what is uploaded, for a message that is sent now. */
  take() {
    const attachments = this.files.map(({ attachment }) => attachment).filter(Boolean);
    this.files = [];
    return attachments;
  }

  /** Whether files are on their way. */
  get isBusy() {
    return this.files.some(({ attachment, reason }) => !attachment && !reason);
  }

  get hasAny() {
    return this.files.some(({ attachment }) => attachment);
  }
}

/** An address of a file that needs no token, for some minutes. */
export async function addressOf(api, sessionId, { attachmentId }) {
  const { url } = await api.call("POST", pathOf(sessionId, attachmentId));
  const { pathname } = api.base; // which the server adds if it knows it as its base path
  return new URL(url.startsWith(pathname) ? url.slice(pathname.length) : url.replace(/^\//, ""), api.base).href;
}

function pathOf(sessionId, id) {
  return `attachments/${encodeURIComponent(sessionId)}/${encodeURIComponent(id)}`;
}

/**
 * Uploads a file part by part, and goes on where it was when the connection was lost in between.
 *
 * @param {string} id of the attachment, made by the caller
 * @param {File} file
 * @param {(share: number) => void} progress is told how much of the file the server has, from 0 to 1
 * @returns the attachment as the protocol has it; throws `Problem` if the server does not take the file
 */
async function upload(api, sessionId, id, file, progress, signal) {
  const name = [...file.name].slice(0, 255).join("") || "file";
  const start = { sessionId, attachmentId: id, name, size: file.size };
  for (let failures = 0; ; failures++) {
    try {
      let state = await api.call("POST", "attachments", start, { signal });
      while (!state.attachment) {
        const part = file.slice(state.received, state.received + state.partBytes);
        state = await api.call("PUT", `${pathOf(sessionId, id)}?offset=${state.received}`, part, { signal, timeout: 60_000 });
        progress(state.received / file.size);
        failures = 0;
      }
      return state.attachment;
    } catch (failure) {
      const isOver = signal.aborted || failures >= ATTEMPTS || (failure instanceof Problem && failure.isFinal);
      if (isOver || !(failure instanceof Lost || failure instanceof Problem)) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseAfter(failures, failure)));
    }
  }
}
