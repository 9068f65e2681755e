/** The languages of the catalogue. Each file has the same keys. */
const CATALOGUE = {
  ar: () => import("./text-ar.js"),
  de: () => import("./text-de.js"),
  en: () => import("./text-en.js"),
  es: () => import("./text-es.js"),
  fr: () => import("./text-fr.js"),
  hi: () => import("./text-hi.js"),
};

const DAY = 86_400_000;

/**
 * Loads the texts of the first of these languages that the catalogue has, or English.
 *
 * @param {(string | null)[]} wanted
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
    this.direction = base(language) === "ar" ? "rtl" : "ltr";
    this.#texts = texts;
    // The clock and the calendar of the customer's region, if the browser names one for this language.
    this.region = navigator.languages.find((tag) => language.length === 2 && base(tag) === language) ?? language;
  }

  /** Returns a text, with values in the place of their names in braces. */
  t(key, values = {}) {
    return this.#texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /** Who wrote a message. */
  author({ sender, adminInfo }) {
    const name = adminInfo?.name ?? this.t(sender === "user" ? "you" : "agent");
    return sender === "bot" ? `${name} · ${this.t(sender)}` : name;
  }

  clock(instant) {
    return this.#format(instant, { hour: "2-digit", minute: "2-digit" });
  }

  exact(instant) {
    return this.#format(instant, { dateStyle: "full", timeStyle: "medium" });
  }

  /** Today, yesterday, or the date. */
  day(instant, now = Date.now()) {
    const days = Math.round((startOfDay(instant) - startOfDay(now)) / DAY);
    return Math.abs(days) <= 1 ? new Intl.RelativeTimeFormat(this.language, { numeric: "auto" }).format(days, "day") : this.#format(instant, { weekday: "long", day: "numeric", month: "long" });
  }

  weekdayAndClock(instant) {
    return this.#format(instant, { weekday: "long", hour: "2-digit", minute: "2-digit" });
  }

  /** A length of time in whole minutes, at least one, or a range of two; browsers that format no ranges show the longer one. */
  minutes(...seconds) {
    const [from, to = from] = seconds.map((each) => Math.max(1, Math.round(each / 60)));
    const format = new Intl.NumberFormat(this.language, { style: "unit", unit: "minute", unitDisplay: "long" });
    return (from < to && format.formatRange?.(from, to)) || format.format(to);
  }

  number(value) {
    return new Intl.NumberFormat(this.language).format(value);
  }

  #format(instant, style) {
    return new Date(instant).toLocaleString(this.region, style);
  }
}

function startOfDay(instant) {
  return new Date(instant).setHours(0, 0, 0, 0);
}
