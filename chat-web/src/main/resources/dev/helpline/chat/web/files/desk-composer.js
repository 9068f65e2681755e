import { UploadTray, aboutBar, attachButton, pastedFiles } from "./compose.js";
import { actionsInWords, isPossible } from "./desk-macros.js";
import { button, h, icon } from "./dom.js";

const SHOWN = 8;

/** Where an agent writes: the text, what it replies to, its files, and canned responses and macros behind a slash. */
export class Composer {
  #texts;
  #desk;
  #actions;
  #session;
  #picks = [];
  #picked = 0;
  #dismissed = false;
  #isSubmitted = false;
  #isFilling = false;

  /** @param actions `say(text)`, `failed(problem)`, `editLast()`, `leave()` */
  constructor(texts, desk, actions) {
    this.#texts = texts;
    this.#desk = desk;
    this.#actions = actions;
    const t = (key) => texts.t(key);
    this.input = h("textarea", {
      rows: 1,
      dir: "auto",
      "aria-label": t("write"),
      "aria-autocomplete": "list",
      "aria-controls": "picker",
      placeholder: t("writeHint"),
      oninput: () => this.#write(),
      onkeydown: (event) => this.#key(event),
      onpaste: (event) => this.take(pastedFiles(event)),
      onblur: () => this.#drawPicker(),
      onfocus: () => this.#drawPicker(),
    });
    this.#picker = h("ul", { className: "picker", id: "picker", role: "listbox", "aria-label": t("responses"), hidden: true });
    this.#about = h("div", { className: "about", hidden: true });
    this.#tray = new UploadTray(texts, {
      remove: (id) => [this.#session.uploads.remove(id), this.input.focus()],
      retry: (id) => [this.#session.uploads.retry(id), this.input.focus()],
    });
    this.#note = h("p", { className: "over", role: "status" });
    const attach = attachButton(texts, (files) => [this.take(files), this.input.focus()]);
    this.#attach = attach.element;
    this.#noteSwitch = button("note-switch", () => this.#session.toggleNote() ?? this.input.focus(), t("note"));
    this.#noteSwitch.title = `${t("keyNote")} (t)`;
    this.#send = h("button", { className: "send", type: "submit", "aria-label": t("send"), title: t("send") }, icon("send"));
    const submit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    this.root = h(
      "form",
      { className: "composer", onsubmit: submit },
      this.#picker,
      this.#about,
      this.#tray.root,
      h("div", { className: "writing" }, this.#attach, this.#noteSwitch, this.input, this.#send),
      this.#note,
      attach.input,
    );
  }

  #picker;
  #about;
  #tray;
  #note;
  #attach;
  #noteSwitch;
  #send;

  /** Shows what was written in a session. */
  render(session) {
    if (this.#session !== session || this.input.value !== session.draft) {
      this.#dismissed = false;
      this.input.value = session.draft;
      this.input.setSelectionRange(session.draft.length, session.draft.length);
      this.#isSubmitted &&= this.#session === session;
      this.#session = session;
      this.#say("");
    }
    const isNote = session.writesNote;
    this.root.classList.toggle("is-note", isNote);
    this.input.placeholder = this.#texts.t(isNote ? "noteHint" : "writeHint");
    this.input.ariaLabel = this.#texts.t(isNote ? "noteHint" : "write");
    this.#noteSwitch.hidden = session.editing || !session.allows("note") || !session.allows("reply");
    this.#noteSwitch.setAttribute("aria-pressed", String(isNote));
    this.#attach.hidden = !this.#takesFiles;
    this.#drawAbout(session);
    this.#tray.render(session.uploads.files);
    this.#drawSend();
    this.#drawPicker();
    if (this.#isSubmitted && !session.uploads.isBusy) {
      this.#isSubmitted = false;
      if (session.uploads.files.every(({ reason }) => !reason)) {
        this.#submit();
      }
    }
  }

  get #takesFiles() {
    const { editing, macro, writesNote } = this.#session;
    return Boolean(this.#desk.config?.attachments) && !editing && !macro && !writesNote;
  }

  #drawAbout({ quote, editing, macro, otherDraft }) {
    const about = otherDraft !== undefined ? `other ${otherDraft}` : editing ? "editing" : macro ? JSON.stringify(macro) : quote?.messageId;
    this.#about.hidden = !about;
    this.#about.classList.toggle("wraps", Boolean(macro) && otherDraft === undefined);
    if (this.#about.dataset.about === about) {
      return;
    }
    this.#about.dataset.about = about ?? "";
    if (otherDraft !== undefined) {
      const take = button("plain", () => this.#chooseDraft(true), this.#texts.t("takeOther"));
      const [text, keep] = aboutBar(this.#texts, this.#texts.t("writtenElsewhere"), otherDraft, () => this.#chooseDraft(false));
      keep.title = keep.ariaLabel = this.#texts.t("keepMine");
      this.#about.replaceChildren(text, take, keep);
      return;
    }
    const label = editing ? this.#texts.t("editing") : macro ? this.#texts.t("onSending", { name: macro.name }) : this.#texts.t("replyingTo");
    const what = editing ? "" : macro ? actionsInWords(this.#texts, macro.acts).join(" · ") : quote?.message || this.#texts.t("file");
    this.#about.replaceChildren(...aboutBar(this.#texts, label, what, () => this.cancel()));
  }

  #drawSend() {
    const length = [...this.input.value.trim()].length;
    const most = this.#desk.config?.maxMessageLength ?? Infinity;
    const session = this.#session;
    const isTooLong = length > most;
    if (isTooLong) {
      this.#say(this.#texts.t("tooLong", { over: this.#texts.number(length - most) }), "length");
    } else if (this.#note.dataset.about === "length") {
      this.#say("");
    }
    const { hasAny: hasFiles, isBusy } = session?.uploads ?? {};
    this.#send.disabled = isTooLong || isBusy || (length === 0 && !((hasFiles || session?.macro) && !session.editing));
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  #say(text, about = "") {
    this.#note.textContent = text;
    this.#note.dataset.about = about;
  }

  // Writing.

  #write() {
    this.#isSubmitted = false;
    this.#dismissed = false;
    this.#picked = 0;
    this.#say("");
    this.#session.write(this.input.value);
    this.#drawSend();
    this.#drawPicker();
  }

  #key(event) {
    if (event.isComposing) {
      return;
    }
    if (this.#picks.length > 0 && this.#pickerKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.#session.editing || this.#session.macro || this.#session.quote) {
        this.cancel();
      } else {
        this.#actions.leave();
      }
    } else if (event.key === "ArrowUp" && this.input.value === "" && !this.#session.editing) {
      event.preventDefault();
      this.#actions.editLast();
    }
  }

  #chooseDraft(takesOther) {
    this.#session.chooseDraft(takesOther);
    this.input.focus();
  }

  cancel() {
    if (this.#session.editing) {
      this.#session.stopEdit();
    } else if (this.#session.macro) {
      this.#session.dropMacro();
    } else {
      this.#session.dropQuote();
    }
    this.input.focus();
  }

  async #submit() {
    const session = this.#session;
    // A message goes out once its files are there.
    this.#isSubmitted = session.uploads.isBusy;
    if (this.#send.disabled || this.#isFilling) {
      return;
    }
    const text = this.input.value.trim();
    if (session.editing) {
      try {
        await session.saveEdit(text);
      } catch (problem) {
        this.#actions.failed(problem);
      }
    } else {
      session.send(text);
      this.input.focus();
    }
  }

  // Files.

  /** Uploads files that were pasted, dropped or chosen. */
  take(files) {
    if (files.length > 0 && this.#takesFiles) {
      this.#session.attach(files);
    }
  }

  // Canned responses: a slash at the start of the text opens the list, what follows it filters the list. Macros that the session does not
  // allow are not in it.

  #found() {
    const { value } = this.input;
    const isOpen = value.startsWith("/") && !/\s/.test(value) && !this.#dismissed && !this.#session?.editing;
    if (!isOpen || this.root.getRootNode().activeElement !== this.input || !this.#session.allows("use_responses")) {
      return [];
    }
    const word = value.slice(1).toLocaleLowerCase();
    const rank = ({ shortcut, title = "" }) => {
      const short = shortcut.toLocaleLowerCase();
      return short.startsWith(word) ? 0 : short.includes(word) || title.toLocaleLowerCase().includes(word) ? 1 : 2;
    };
    return this.#desk.responses
      .filter((response) => isPossible(this.#session, response))
      .map((response) => ({ response, rank: rank(response) }))
      .filter((found) => found.rank < 2)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, SHOWN)
      .map((found) => found.response);
  }

  #drawPicker() {
    this.#picks = this.#found();
    this.#picked = Math.min(this.#picked, Math.max(0, this.#picks.length - 1));
    const isOpen = this.#picks.length > 0;
    this.#picker.hidden = !isOpen;
    if (!isOpen) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", `pick-${this.#picked}`);
    this.#picker.replaceChildren(
      ...this.#picks.map(({ shortcut, title, text, actions }, index) =>
        h(
          "li",
          {
            id: `pick-${index}`,
            role: "option",
            "aria-selected": String(index === this.#picked),
            onpointerdown: (event) => {
              event.preventDefault();
              this.#pick(index);
            },
          },
          h("b", { dir: "auto" }, `/${shortcut}`),
          title && h("span", { className: "pick-title", dir: "auto" }, title),
          h("span", { className: "pick-text", dir: "auto" }, text),
          actions && h("span", { className: "pick-acts", dir: "auto" }, actionsInWords(this.#texts, actions).join(" · ")),
        ),
      ),
    );
  }

  #pickerKey({ key, shiftKey }) {
    const count = this.#picks.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) {
      this.#picked = (this.#picked + step + count) % count;
      this.#drawPicker();
    } else if (key === "Escape") {
      this.#dismissed = true;
      this.#drawPicker();
    } else if ((key === "Enter" || key === "Tab") && !shiftKey) {
      this.#pick(this.#picked);
    }
    return Boolean(step) || ["Escape", "Enter", "Tab"].includes(key);
  }

  #pick(index) {
    const { responseId } = this.#picks[index];
    this.#dismissed = true;
    this.#drawPicker();
    this.insert(responseId);
  }

  /** Puts a canned response in the place of the text, its placeholders filled. The actions of a macro are done when the text is sent. */
  async insert(responseId) {
    const session = this.#session;
    this.#isFilling = true;
    try {
      const response = this.#desk.responses.find((known) => known.responseId === responseId);
      const { text, missing, actions } = await session.fill(responseId);
      const hasFiles = Boolean(actions) && session.uploads.hasAny;
      session.use(response, { text, actions: hasFiles ? undefined : actions });
      if (session === this.#session) {
        this.render(session);
        const said = [hasFiles && this.#texts.t("macroFiles"), missing.length > 0 && this.#texts.t("missing", { names: missing.join(", ") })];
        this.#say(said.filter(Boolean).join(" "));
        this.input.focus();
      }
    } catch (problem) {
      this.#actions.failed(problem);
    } finally {
      this.#isFilling = false;
    }
  }
}
