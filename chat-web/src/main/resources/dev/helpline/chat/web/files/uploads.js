import { Lost, Problem, pauseAfter } from "./api.js";

const ATTEMPTS = 6;

/**
 * Uploads a file part by part, and goes on where it was when the connection was lost in between.
 *
 * @param {string} id of the attachment, made by the caller
 * @param {File} file
 * @param {(share: number) => void} progress is told how much of the file the server has, from 0 to 1
 * @returns the attachment as the protocol has it; throws `Problem` if the server does not take the file
 */
export async function upload(api, sessionId, id, file, progress, signal) {
  const name = [...file.name].slice(0, 255).join("") || "file";
  const start = { sessionId, attachmentId: id, name, size: file.size };
  const path = `attachments/${encodeURIComponent(sessionId)}/${encodeURIComponent(id)}`;
  for (let failures = 0; ; failures++) {
    try {
      let state = await api.call("POST", "attachments", start, { signal });
      while (!state.attachment) {
        const part = file.slice(state.received, state.received + state.partBytes);
        state = await api.call("PUT", `${path}?offset=${state.received}`, part, { signal, timeout: 60_000 });
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
