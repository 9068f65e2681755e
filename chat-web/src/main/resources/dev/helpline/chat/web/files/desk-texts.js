import { COMPOSING, ComposeTexts } from "./compose-texts.js";
import { loadTexts } from "./texts.js";

/** The texts of the desk, beside those that it shares with the widget. */
export const DESK = {
  ar: () => import("./desk-text-ar.js"),
  de: () => import("./desk-text-de.js"),
  en: () => import("./desk-text-en.js"),
  es: () => import("./desk-text-es.js"),
  fr: () => import("./desk-text-fr.js"),
  hi: () => import("./desk-text-hi.js"),
};

/** Loads the texts of the desk in the first of these languages that the catalogue has, or in English. */
export function loadDeskTexts(wanted) {
  return loadTexts(wanted, [DESK, COMPOSING], DeskTexts);
}

/** What the desk says beside the widget. */
export class DeskTexts extends ComposeTexts {
  /** How long ago an instant in milliseconds was, in few letters. */
  ago(millis, now = Date.now()) {
    const minutes = Math.max(0, Math.floor((now - millis) / 60_000));
    const [value, unit] =
      minutes < 60 ? [minutes, "minute"] : minutes < 1440 ? [minutes / 60, "hour"] : [minutes / 1440, "day"];
    return this.#format({ style: "unit", unit, unitDisplay: "narrow" }, Math.floor(value));
  }

  /** How many seconds there are until an instant in milliseconds, in few letters. */
  secondsUntil(millis, now = Date.now()) {
    return this.#format({ style: "unit", unit: "second", unitDisplay: "narrow" }, Math.max(0, Math.ceil((millis - now) / 1000)));
  }

  /** The time of today, or day and time in short. */
  short(instant) {
    const isToday = new Date(instant).toDateString() === new Date().toDateString();
    return isToday ? this.clock(instant) : new Intl.DateTimeFormat(this.region, { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
  }

  languageName(tag) {
    try {
      return new Intl.DisplayNames(this.language, { type: "language" }).of(tag);
    } catch {
      return tag;
    }
  }

  #format(style, value) {
    return new Intl.NumberFormat(this.language, style).format(value);
  }
}
