/** The languages of the catalogue. Each file has the same keys. */
const CATALOGUE = {
  ar: () => import("./text-ar.js"),
  de: () => import("./text-de.js"),
  en: () => import("./text-en.js"),
  es: () => import("./text-es.js"),
  fr: () => import("./text-fr.js"),
  hi: () => import("./text-hi.js"),
};

const RIGHT_TO_LEFT = new Set(["ar"]);
const DAY = 86_400_000;

/**
 * Loads the texts of the first of these languages that the catalogue has, or English.
 *
 * @param {string[]} wanted
 * @param more further catalogues in the same languages
 * @param Kind the class to make
 */
export async function loadTexts(wanted, more = [], Kind = Texts) {
  const known = wanted.find((tag) => tag && CATALOGUE[base(tag)]) ?? "en";
  const parts = await Promise.all([CATALOGUE, ...more].map((catalogue) => catalogue[base(known)]()));
  return new Kind(known, Object.assign({}, ...parts.map((part) => part.default)));
}

function base(tag) {
  return tag.toLowerCase().split("-")[0];
}

/** Texts, numbers and times in one language. */
export class Texts {
  #texts;

  constructor(language, texts) {
    this.language = language;
    this.direction = RIGHT_TO_LEFT.has(base(language)) ? "rtl" : "ltr";
    this.#texts = texts;
    // The clock and the calendar of the customer's region, if the browser names one for this language.
    const region = navigator.languages.find((tag) => language.length === 2 && base(tag) === language) ?? language;
    this.region = region;
    this.#clock = format(region, { hour: "2-digit", minute: "2-digit" });
    this.#day = format(region, { weekday: "long", day: "numeric", month: "long" });
    this.#weekday = format(region, { weekday: "long", hour: "2-digit", minute: "2-digit" });
    this.#exact = format(region, { dateStyle: "full", timeStyle: "medium" });
    this.#relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  }

  #clock;
  #day;
  #weekday;
  #exact;
  #relative;

  /** Returns a text, with values in the place of their names in braces. */
  t(key, values = {}) {
    return this.#texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /** Who wrote a message. */
  author({ sender, adminInfo }) {
    const mark = sender === "bot" ? ` · ${this.t("bot")}` : "";
    return (adminInfo?.name ?? this.t(sender === "user" ? "you" : "agent")) + mark;
  }

  clock(instant) {
    return this.#clock.format(new Date(instant));
  }

  exact(instant) {
    return this.#exact.format(new Date(instant));
  }

  /** Today, yesterday, or the date. */
  day(instant, now = Date.now()) {
    const days = Math.round((startOfDay(instant) - startOfDay(now)) / DAY);
    return Math.abs(days) <= 1 ? this.#relative.format(days, "day") : this.#day.format(new Date(instant));
  }

  weekdayAndClock(instant) {
    return this.#weekday.format(new Date(instant));
  }

  /** A length of time in whole minutes, at least one. */
  minutes(seconds) {
    return this.number(Math.max(1, Math.round(seconds / 60)), { style: "unit", unit: "minute", unitDisplay: "long" });
  }

  number(value, style) {
    return new Intl.NumberFormat(this.language, style).format(value);
  }
}

function format(language, style) {
  return new Intl.DateTimeFormat(language, style);
}

function startOfDay(instant) {
  return new Date(instant).setHours(0, 0, 0, 0);
}
