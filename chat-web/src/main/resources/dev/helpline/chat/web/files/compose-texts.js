import { Texts } from "./texts.js";

/** What widget and desk say of files, quotes and sound; the widget loads it when its panel opens. */
export const COMPOSING = {
  ar: () => import("./compose-text-ar.js"),
  de: () => import("./compose-text-de.js"),
  en: () => import("./compose-text-en.js"),
  es: () => import("./compose-text-es.js"),
  fr: () => import("./compose-text-fr.js"),
  hi: () => import("./compose-text-hi.js"),
};

/** Texts with numbers of files. */
export class ComposeTexts extends Texts {
  percent(share) {
    return new Intl.NumberFormat(this.language, { style: "percent" }).format(share);
  }

  size(bytes) {
    const [unit, value] = bytes < 1000 ? ["byte", bytes] : bytes < 1_000_000 ? ["kilobyte", bytes / 1000] : ["megabyte", bytes / 1_000_000];
    /** @type {Intl.NumberFormatOptions} */
    const style = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 ? 1 : 0 };
    return new Intl.NumberFormat(this.language, style).format(value);
  }
}
