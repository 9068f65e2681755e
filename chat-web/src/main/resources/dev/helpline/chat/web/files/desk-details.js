import { avatar, button, h } from "./dom.js";
import { nameOf } from "./desk-list.js";
import { dueOf, isOverdue } from "./desk-state.js";

/** What is known of the customer and of the session. */
export class Details {
  #texts;
  #desk;
  #shown;
  #peeks = new Map();

  constructor(texts, desk) {
    this.#texts = texts;
    this.#desk = desk;
    this.#body = h("div", { className: "details-body" });
    this.root = h("aside", { className: "details", "aria-label": texts.t("details") }, this.#body);
  }

  #body;

  render(session) {
    const { detail } = session ?? {};
    const presence = session?.head?.presence?.user;
    const place = session?.head ? session.head.queuePosition : detail?.queuePosition;
    const block = session?.isBlocked ? session.block : undefined;
    const shown = detail && JSON.stringify([detail, presence, block, place]);
    if (this.#shown === shown) {
      return;
    }
    this.#shown = shown;
    this.#body.replaceChildren(...(detail ? this.#parts(detail, presence, block, place) : []));
  }

  #parts(detail, presence, block, place) {
    const t = (key, values) => this.#texts.t(key, values);
    const { userInfo, context, form, consent, rating, pastSessions = [], timeline = [] } = detail;
    const name = nameOf(userInfo, this.#texts);
    const state = presence && h("span", { className: "presence" }, h("span", { className: `dot ${presence}`, "aria-hidden": "true" }), t(presence));
    return [
      h(
        "div",
        { className: "person" },
        avatar(name, userInfo.userId),
        h("div", {}, h("h2", { dir: "auto" }, name), h("p", {}, userInfo.isGuest && h("span", { className: "tag" }, t("guest")), block && h("span", { className: "tag blocked" }, t("blocked")), state)),
      ),
      block?.reason && h("p", { className: "hint", dir: "auto" }, block.reason),
      this.#table([
        [t("email"), breakable(userInfo.email)],
        [t("phone"), userInfo.phone],
        [t("customerId"), userInfo.isGuest ? undefined : userInfo.userId],
      ]),
      this.#part(t("session"), this.#table(this.#facts(detail, place))),
      form && this.#part(t("answers"), this.#table(Object.entries(form))),
      context && this.#part(t("context"), this.#table(flat(context))),
      consent && this.#part(t("consent"), this.#table([[consent.version, this.#texts.short(consent.at)]])),
      rating && this.#part(t("rating"), this.#rating(rating)),
      pastSessions.length > 0 && this.#part(t("earlierSessions"), h("ul", { className: "past" }, pastSessions.map((past) => this.#past(past)))),
      timeline.length > 0 && this.#part(t("timeline"), h("ol", { className: "timeline" }, timeline.map((entry) => this.#event(entry)))),
    ].filter(Boolean);
  }

  #facts(detail, place) {
    const t = (key) => this.#texts.t(key);
    const { subject, category, department, tags = [], priority, requestedPriority, externalRef, locale, agent, createdAt, endedAt, outcome, endReason, estimatedWaitTime, estimatedWaitTimeP90 } = detail;
    return [
      [t("subject"), subject],
      [t("category"), category],
      [t("department"), department],
      [t("tags"), tags.join(", ")],
      [t("priority"), t(priority)],
      [t("requested"), requestedPriority && requestedPriority !== priority && t(requestedPriority)],
      [t("reference"), externalRef],
      [t("language"), locale && this.#texts.languageName(locale)],
      [t("assignedTo"), agent && [agent.name ?? agent.agentId, agent.department].filter(Boolean).join(" · ")],
      [t("started"), this.#texts.short(createdAt)],
      [t("dueBy"), dueOf(detail) && this.#texts.short(dueOf(detail)) + (isOverdue(detail) ? ` · ${t("overdue")}` : "")],
      [t("placeInQueue"), place && this.#texts.number(place)],
      [t("expectedWait"), estimatedWaitTime > 0 && this.#texts.minutes(estimatedWaitTime, estimatedWaitTimeP90)],
      [t("endedAt"), endedAt && this.#texts.short(endedAt)],
      [t("outcome"), outcome && t(outcome)],
      [t("reason"), endReason],
    ];
  }

  #table(rows) {
    const known = rows.filter(([, value]) => value);
    return known.length > 0 && h("dl", {}, known.map(([key, value]) => h("div", {}, h("dt", { dir: "auto" }, key), h("dd", { dir: "auto" }, value instanceof Node ? value : String(value)))));
  }

  #part(title, content) {
    return content && h("section", {}, h("h3", {}, title), content);
  }

  #rating({ rating, feedback, categories = [] }) {
    const stars = h("span", { className: "given", "aria-hidden": "true" }, "★".repeat(rating), h("i", {}, "★".repeat(5 - rating)));
    return h(
      "div",
      { className: "rated" },
      stars,
      h("span", { className: "sr" }, this.#texts.t(`stars${rating}`)),
      categories.map((category) => h("span", { className: "tag", dir: "auto" }, category)),
      feedback && h("p", { dir: "auto" }, feedback),
    );
  }

  #past({ sessionId, externalRef, startTime }) {
    const link = h("a", { href: `#/s/${encodeURIComponent(sessionId)}`, dir: "auto" }, externalRef ?? this.#texts.t("session"));
    const peek = this.#peeks.get(sessionId) ?? h("ol", { className: "peek", hidden: true });
    this.#peeks.set(sessionId, peek);
    const toggle = button("plain", () => this.#peek(sessionId, peek, toggle), this.#texts.t("peek"));
    toggle.setAttribute("aria-expanded", String(!peek.hidden));
    return h("li", {}, link, toggle, h("time", {}, this.#texts.short(startTime)), peek);
  }

  /** Shows the messages of an earlier session below its line, beside the conversation. */
  async #peek(sessionId, peek, toggle) {
    peek.hidden = !peek.hidden;
    toggle.setAttribute("aria-expanded", String(!peek.hidden));
    if (!peek.hidden) {
      const messages = await this.#desk.transcript(sessionId);
      peek.replaceChildren(
        ...messages.map((entry) => {
          const { sender, message, attachments = [] } = entry;
          const name = sender === "user" ? this.#texts.t("customerId") : this.#texts.author(entry);
          return h("li", {}, h("b", { dir: "auto" }, name), h("span", { dir: "auto" }, message || attachments.map((file) => file.name).join(", ")));
        }),
      );
    }
  }

  #event({ message, receivedAt }) {
    const time = h("time", { dateTime: receivedAt, title: this.#texts.exact(receivedAt) }, this.#texts.short(receivedAt));
    return h("li", {}, h("span", { dir: "auto" }, message), time);
  }
}

/** The values of an object of any depth, each under its path. */
function flat(object, path = "") {
  return Object.entries(object).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? flat(value, `${path}${key} › `) : [[`${path}${key}`, String(value)]],
  );
}

/** An address that breaks behind its "@" if it is too long for its line. */
function breakable(email) {
  return email && h("span", {}, email.replace(/@.*/, "@"), h("wbr"), email.replace(/^[^@]*@?/, ""));
}
