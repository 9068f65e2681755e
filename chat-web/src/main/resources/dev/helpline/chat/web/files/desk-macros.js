/** What a session has to allow for each action of a macro. */
const ALLOWED = { note: "note", priority: "set_priority", addTags: "tag", removeTags: "tag", reason: "escalate", end: "end" };

/** Whether a session allows all that a canned response does. One without actions is a text, which the agent may also make a note of. */
export function isPossible(session, { text, actions }) {
  return !actions || (Object.keys(actions).every((name) => session.allows(ALLOWED[name])) && (!text || session.allows("reply")));
}

/**
 * The actions of a macro, each in a few words.
 *
 * @param texts of the desk
 * @param {{note?: string, priority?: string, addTags?: string[], removeTags?: string[], reason?: string, end?: {outcome?: string}}} [actions]
 */
export function actionsInWords(texts, { note, priority, addTags = [], removeTags = [], reason, end } = {}) {
  const t = (key) => texts.t(key);
  return [
    note && t("note"),
    priority && `${t("priority")}: ${t(priority)}`,
    ...addTags.map((tag) => `+ ${tag}`),
    ...removeTags.map((tag) => `− ${tag}`),
    reason && t("escalate"),
    end && (end.outcome ? `${t("endSession")}: ${t(end.outcome)}` : t("endSession")),
  ].filter(Boolean);
}
