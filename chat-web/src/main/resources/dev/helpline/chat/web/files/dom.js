const SVG = "http://www.w3.org/2000/svg";

/** Paths of the icons, 20 by 20, drawn with a stroke of 1.5. */
const ICONS = {
  chat: "M3 5.5A2.5 2.5 0 0 1 5.5 3h9A2.5 2.5 0 0 1 17 5.5v6a2.5 2.5 0 0 1-2.5 2.5H9l-4 3v-3.1a2.5 2.5 0 0 1-2-2.4z",
  close: "M5 5l10 10M15 5L5 15",
  down: "M5 8l5 5 5-5",
  send: "M3 10h13M11 5l5 5-5 5",
  end: "M10 3v6M6 5.2a6 6 0 1 0 8 0",
  file: "M6 3h5l4 4v10H6zM11 3v4h4",
  star: "M10 2.6l2.3 4.7 5.1.7-3.7 3.6.9 5.1-4.6-2.4-4.6 2.4.9-5.1L2.6 8l5.1-.7z",
};

/** Adds icons, by name. */
export function addIcons(more) {
  Object.assign(ICONS, more);
}

/**
 * Makes an element. Text is always text: nothing here parses HTML.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [properties] properties, attributes, and listeners as "on" and the name of the event
 * @param {any[]} children nodes, texts and arrays of them; nothing and `false` are left out
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name in element && name !== "list" && !name.includes("-")) {
      element[name] = value;
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(2).filter((child) => child !== undefined && child !== false));
  return element;
}

export function button(className, run, ...children) {
  return h("button", { className, type: "button", onclick: run }, ...children);
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const LINK = /https?:\/\/[^\s<>"']+/g;
const TRAILING = /[.,:;!?)\]}]+$/;

/** Text with its web addresses as links. Only http and https become links, and they learn nothing of this page. */
export function linked(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(TRAILING, "");
    parts.push(text.slice(from, match.index));
    parts.push(h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, address));
    from = match.index + address.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

/** Initials on a hue that is made from the id, so that two of one name have two hues, or from the name: customers know no ids of agents in messages. */
export function avatar(name, id = name) {
  const element = h("span", { className: "avatar", "aria-hidden": "true" }, initials(name));
  /** @type {any} */
  let hash = 0;
  for (const character of id) {
    hash = (hash * 31 + character.codePointAt(0)) % 360;
  }
  element.style.setProperty("--hl-hue", hash);
  return element;
}

function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words.length > 1 ? [words[0], words.at(-1)] : words;
  return first.map((word) => [...word].find((character) => /[\p{L}\p{N}]/u.test(character)).toLocaleUpperCase()).join("");
}

/**
 * Loads a style sheet. Style sheets from a script need no permission in a page's content security policy.
 *
 * @returns {Promise<CSSStyleSheet>}
 */
export async function sheet(name) {
  const reply = await fetch(new URL(name, import.meta.url), { credentials: "omit" });
  if (!reply.ok) {
    throw new Error(`no style sheet, status ${reply.status}`);
  }
  const styles = new CSSStyleSheet();
  styles.replaceSync(await reply.text());
  return styles;
}

/** What a tab remembers across a reload, in session storage. A page that may store nothing works without. */
export class Memory {
  #key;

  /** @param {string} key differs for each server */
  constructor(key) {
    this.#key = key;
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? "{}");
    } catch {
      return {};
    }
  }

  /** Replaces some of what is remembered. */
  write(some) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ ...this.read(), ...some }));
    } catch {
      // the browser allows no storage, or it is full: what is on the page stays there until it is reloaded
    }
  }
}
