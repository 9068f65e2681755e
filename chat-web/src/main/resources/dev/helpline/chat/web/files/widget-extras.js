import { Files, UploadTray, aboutBar, attachButton, openFile, pastedFiles, takeDrops } from "./compose.js";
import { COMPOSING, ComposeTexts } from "./compose-texts.js";
import { button, h, icon, sheet } from "./dom.js";
import { ring } from "./sound.js";
import { loadTexts } from "./texts.js";
import { Uploads, addressOf } from "./uploads.js";

let styles;

/** Loads what the widget needs once its panel is open: files, quotes and sound. */
export async function loadExtras(language) {
  styles ??= sheet("./compose.css").catch((failure) => {
    styles = undefined;
    throw failure;
  });
  const [texts, rules] = await Promise.all([loadTexts([language], [COMPOSING], ComposeTexts), styles]);
  return { texts, rules };
}

/** Files, quotes and sound of the widget, put into its parts. */
export class Extras {
  #conversation;
  #parts;
  #about;

  /**
   * @param conversation the store of state
   * @param memory where the tab remembers whether it makes sounds
   * @param parts of the widget: `panel`, `input`, `composer`, `list`, `closeButton`
   */
  constructor(texts, conversation, memory, parts) {
    this.texts = texts;
    this.#conversation = conversation;
    this.#parts = parts;
    conversation.uploads ??= new Uploads(conversation.api, () => conversation.changed());
    const { panel, input, composer, closeButton } = parts;
    const isOpen = () => !composer.hidden && this.#takesFiles;
    const take = (files) => files.length > 0 && isOpen() && this.#take(files);
    const act = (name) => (id) => [conversation.uploads[name](id), input.focus()];
    this.#tray = new UploadTray(texts, { remove: act("remove"), retry: act("retry") });
    this.#attach = attachButton(texts, take);
    this.#quote = h("div", { className: "about", hidden: true });
    composer.prepend(this.#quote, this.#tray.root, this.#attach.element);
    composer.append(this.#attach.input);
    input.addEventListener("paste", (event) => take(pastedFiles(event)));
    takeDrops(panel, isOpen, take);
    this.#files = new Files(texts, { open: (file) => this.open(file), addressOf: (file) => this.#addressOf(file) });
    this.#sound = this.#soundSwitch(memory);
    closeButton.before(this.#sound);
  }

  #tray;
  #attach;
  #quote;
  #files;
  #sound;

  get #takesFiles() {
    return this.#conversation.config.attachments !== undefined;
  }

  render() {
    const { uploads, quote } = this.#conversation;
    this.#attach.element.hidden = !this.#takesFiles;
    this.#tray.render(uploads.files);
    this.#quote.hidden = !quote;
    if (this.#about !== quote?.messageId) {
      this.#about = quote?.messageId;
      const text = quote?.message || this.texts.t("file");
      this.#quote.replaceChildren(...(quote ? aboutBar(this.texts, this.texts.t("replyingTo"), text, () => this.#reply()) : []));
    }
  }

  // Quotes. Messages get a button to reply to them; the arrows go from one to the other.

  replyButton(entry) {
    const reply = button("reply", () => this.#reply(entry), icon("reply"));
    reply.title = reply.ariaLabel = this.texts.t("quote");
    reply.tabIndex = -1;
    return reply;
  }

  #reply(entry) {
    this.#conversation.replyTo(entry);
    this.#parts.input.focus();
  }

  /** A key in the messages. */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const replies = [...this.#parts.list.scroller.querySelectorAll(".reply")];
    const at = replies.indexOf(event.target);
    const next = at < 0 ? replies.at(-1) : replies[at + step];
    if (step && next && (at >= 0 || (event.target === this.#parts.list.scroller && step < 0))) {
      event.preventDefault();
      next.focus();
    }
  }

  // Files.

  filesOf(attachments, isStored) {
    return this.#files.of(attachments, isStored);
  }

  #take(files) {
    const { uploads, config } = this.#conversation;
    uploads.add(files, config.attachments, () => this.#conversation.ensureSession());
    this.#parts.input.focus();
  }

  open(file) {
    return openFile(() => this.#addressOf(file));
  }

  #addressOf(file) {
    const { api, head } = this.#conversation;
    return addressOf(api, head.sessionId, file);
  }

  // Sound, which is off until the customer switches it on.

  #soundSwitch(memory) {
    const toggle = button("icon-button to-sound", () => set(!memory.read().sound, true), icon("bell"));
    const set = (isOn, byCustomer) => {
      memory.write({ sound: isOn });
      toggle.setAttribute("aria-pressed", String(isOn));
      if (isOn && byCustomer) {
        ring();
      }
    };
    toggle.title = toggle.ariaLabel = this.texts.t("sound");
    set(memory.read().sound ?? false, false);
    this.arrived = () => memory.read().sound && ring();
    return toggle;
  }
}
