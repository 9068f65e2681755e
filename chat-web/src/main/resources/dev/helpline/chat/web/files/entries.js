const GROUP_MILLIS = 300_000;

/**
 * Puts an entry into its place among entries in the order of their `seq`, or replaces the one that is there already.
 *
 * @returns {boolean} whether it is new
 */
export function insert(entries, entry) {
  let place = entries.length;
  while (place > 0 && entries[place - 1].seq > entry.seq) {
    place--;
  }
  if (entries[place - 1]?.messageId === entry.messageId) {
    entries[place - 1] = entry;
    return false;
  }
  entries.splice(place, 0, entry);
  return true;
}

/** Returns the entries after a message was edited or withdrawn. */
export function amended(entries, change) {
  return entries.map((entry) => {
    if (entry.messageId === change.messageId) {
      const { message, editedAt, deletedAt, attachments, quote } = change;
      return { ...entry, message, editedAt, deletedAt, attachments, quote };
    }
    return entry.quote?.messageId === change.messageId
      ? { ...entry, quote: { ...entry.quote, message: change.message } }
      : entry;
  });
}

/** A head replaces the one before, so what it does not name is gone. */
export function headOf(session) {
  const absent = { agent: undefined, ratingPrompt: undefined, queuePosition: undefined, estimatedWaitTime: undefined };
  return { ...absent, offline: undefined, endsAt: undefined, typing: [], ...session };
}

/** Whether two messages of one author stand so close that they are shown as a group. */
export function isSameGroup(previous, entry) {
  return (
    previous.sender === entry.sender &&
    entry.sender !== "system" &&
    previous.adminInfo?.agentId === entry.adminInfo?.agentId &&
    previous.adminInfo?.name === entry.adminInfo?.name &&
    Date.parse(entry.receivedAt) - Date.parse(previous.receivedAt) < GROUP_MILLIS
  );
}

/** What remains of a message as a quote of the next one. */
export function quoteOf({ messageId, message, sender, adminInfo }) {
  return { messageId, sender, adminInfo, message: [...message].slice(0, 200).join("") };
}

/** How far a message got, given the marks of the other side. */
export function statusOf({ seq }, marks = {}) {
  return seq <= marks.read ? "read" : seq <= marks.delivered ? "delivered" : "sent";
}

/** 128 random bits; `crypto.randomUUID` is missing on pages without TLS. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
