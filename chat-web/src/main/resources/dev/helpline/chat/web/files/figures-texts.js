import { COMPOSING } from "./compose-texts.js";
import { DESK, DeskTexts } from "./desk-texts.js";
import { loadTexts } from "./texts.js";

/** The texts of the figures, beside those of the desk. */
const FIGURES = {
  ar: () => import("./figures-text-ar.js"),
  de: () => import("./figures-text-de.js"),
  en: () => import("./figures-text-en.js"),
  es: () => import("./figures-text-es.js"),
  fr: () => import("./figures-text-fr.js"),
  hi: () => import("./figures-text-hi.js"),
};

/**
 * Units of time, the longest first, in seconds.
 *
 * @type {[string, number][]}
 */
const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** A value of two units is as exact as that: from ten of the longer one on, the shorter one is left out. */
const MANY = 10;

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const LABELS = {
  hour: { hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short" },
  week: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
};

/** Loads the texts of the page of figures, in the language of the desk. */
export function loadFiguresTexts(language) {
  return loadTexts([language], [DESK, COMPOSING, FIGURES], FiguresTexts);
}

/** What the page of figures says beside the desk. */
class FiguresTexts extends DeskTexts {
  /** A length of time in milliseconds, in one or two units. */
  duration(millis) {
    const seconds = millis / 1000;
    if (seconds < MANY) {
      return this.#unit("second", seconds, seconds % 1 === 0 ? 0 : 1);
    }
    const rounded = Math.round(seconds);
    const index = UNITS.findIndex(([, size]) => rounded >= size);
    const [unit, size] = UNITS[index];
    const [smaller, part] = UNITS[index + 1] ?? [];
    const parts = part && rounded < MANY * size ? Math.round(rounded / part) : undefined;
    const rest = parts && part && parts % (size / part);
    const whole = parts && part ? Math.floor((parts * part) / size) : Math.round(rounded / size);
    const words = [this.#unit(unit, whole), ...(rest ? [this.#unit(smaller, rest)] : [])];
    return new Intl.ListFormat(this.language, { type: "unit", style: "narrow" }).format(words);
  }

  /** A part of one, in percent. */
  share(part, digits = 0) {
    return new Intl.NumberFormat(this.language, { style: "percent", maximumFractionDigits: digits }).format(part);
  }

  /** A number with one decimal place. */
  decimal(value) {
    return new Intl.NumberFormat(this.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
  }

  /** The beginning of a time, in few letters, as below a chart. */
  tick(unit, from) {
    return new Intl.DateTimeFormat(this.region, LABELS[unit]).format(new Date(from));
  }

  /** A time from its beginning until before its end. */
  time(unit, from, to) {
    const last = new Date(Date.parse(to) - 1);
    /** @type {Record<string, Intl.DateTimeFormatOptions>} */
    const styles = {
      hour: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
      day: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
      week: { day: "numeric", month: "short", year: "numeric" },
      month: { month: "long", year: "numeric" },
    };
    const format = new Intl.DateTimeFormat(this.region, styles[unit]);
    return unit === "week" ? format.formatRange(new Date(from), last) : format.format(new Date(from));
  }

  /**
   * A day of the week.
   *
   * @param {number} number from 1 for Monday to 7 for Sunday
   * @param {"short" | "long"} [style]
   */
  weekday(number, style = "short") {
    return new Intl.DateTimeFormat(this.language, { weekday: style, timeZone: "UTC" }).format(Date.UTC(2024, 0, number));
  }

  #unit(unit, value, digits = 0) {
    return new Intl.NumberFormat(this.language, { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: digits }).format(value);
  }
}
