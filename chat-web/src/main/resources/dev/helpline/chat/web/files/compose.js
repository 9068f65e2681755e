import { pauseAfter } from "./api.js";
import { addIcons, button, h, icon } from "./dom.js";

addIcons({
  attach: "M15.5 9l-6 6a3.5 3.5 0 0 1-5-5l6.5-6.5a2.3 2.3 0 0 1 3.3 3.3l-6.4 6.4a1.2 1.2 0 0 1-1.7-1.7L12 6",
  reply: "M8 5L3 10l5 5M3 10h9a5 5 0 0 1 5 5",
  bell: "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3",
});

const PREVIEW_WIDTH = 240;
const PREVIEW_HEIGHT = 180;
const PREVIEW_ATTEMPTS = 4;

/** The files of the next message, with their progress, or why one was refused. An element stays as long as its file. */
export class UploadTray {
  #texts;
  #actions;
  #items = new Map();

  /** @param actions `remove(id)` and `retry(id)` */
  constructor(texts, actions) {
    this.#texts = texts;
    this.#actions = actions;
    this.root = h("ul", { className: "uploads", hidden: true });
  }

  render(files) {
    this.root.hidden = files.length === 0;
    const known = this.#items;
    this.#items = new Map(files.map((item) => [item.id, known.get(item.id) ?? this.#make(item)]));
    files.forEach((item) => this.#draw(item, this.#items.get(item.id)));
    const elements = [...this.#items.values()].map(({ element }) => element);
    if (elements.length !== this.root.children.length || elements.some((element, index) => this.root.children[index] !== element)) {
      this.root.replaceChildren(...elements);
    }
  }

  #make({ id, file }) {
    const t = (key, values) => this.#texts.t(key, values);
    const drop = button("icon-button", () => this.#actions.remove(id), icon("close"));
    drop.title = drop.ariaLabel = t("removeFile", { name: file.name });
    const state = h("span", { className: "file-size" });
    const again = button("plain", () => this.#actions.retry(id), t("retry"));
    const bar = h("progress", { max: 1, "aria-label": file.name });
    const element = h("li", { className: "upload" }, icon("file"), h("span", { className: "file-name", dir: "auto" }, file.name), state, again, bar, drop);
    return { element, state, again, bar };
  }

  #draw({ file, share, attachment, reason, canRetry }, { state, again, bar }) {
    state.textContent = reason ? this.#texts.t(reason) : attachment ? this.#texts.size(file.size) : this.#texts.percent(share);
    state.classList.toggle("reason", Boolean(reason));
    again.hidden = !canRetry;
    bar.hidden = Boolean(attachment || reason);
    bar.value = share;
  }
}

/** A button that opens the system's choice of files. @param take gets the chosen files */
export function attachButton(texts, take) {
  const input = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    onchange: () => {
      take([...(input.files ?? [])]);
      input.value = "";
    },
  });
  const element = button("icon-button to-attach", () => input.click(), icon("attach"));
  element.title = element.ariaLabel = texts.t("attach");
  return { element, input };
}

/**
 * Takes files that are dropped on an element.
 *
 * @param {() => boolean} isOpen whether files are taken now
 */
export function takeDrops(element, isOpen, take) {
  const over = (is) => (event) => {
    event.preventDefault();
    element.classList.toggle("is-over", is && isOpen());
  };
  element.addEventListener("dragover", over(true));
  element.addEventListener("dragleave", over(false));
  element.addEventListener("drop", (event) => {
    over(false)(event);
    if (isOpen()) {
      take([...event.dataTransfer.files]);
    }
  });
}

/** The files of a paste, which then does nothing else. */
export function pastedFiles(event) {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length > 0) {
    event.preventDefault();
  }
  return files;
}

/** The line above the text: what the message replies to. */
export function aboutBar(texts, label, text, drop) {
  const close = button("icon-button", drop, icon("close"));
  close.title = close.ariaLabel = texts.t("cancel");
  return [h("p", { dir: "auto" }, h("b", {}, label), ...(text ? [" ", text] : [])), close];
}

/** Files of messages, images with a preview. */
export class Files {
  #texts;
  #actions;
  #addresses = new Map();

  /** @param actions `open(attachment)`, and `addressOf(attachment)`, which returns a promise */
  constructor(texts, actions) {
    this.#texts = texts;
    this.#actions = actions;
  }

  /** @param isStored whether the server has their message; it shows files only then */
  of(attachments = [], isStored = true) {
    return attachments.map((file) => {
      const isImage = file.type.startsWith("image/");
      return button(
        isImage ? "picture" : "file",
        () => this.#actions.open(file),
        isImage ? this.#image(file, isStored) : icon("file"),
        h("span", { className: "file-name", dir: "auto" }, file.name),
        h("span", { className: "file-size" }, this.#texts.size(file.size)),
      );
    });
  }

  /** A preview, with room for it before it is there. */
  #image(file, isStored) {
    const { width = PREVIEW_WIDTH, height = PREVIEW_HEIGHT } = file;
    const scale = Math.min(1, PREVIEW_WIDTH / width, PREVIEW_HEIGHT / height);
    const image = h("img", { alt: "", loading: "lazy", width: Math.round(width * scale), height: Math.round(height * scale) });
    if (isStored) {
      this.#show(image, file);
    }
    return image;
  }

  /** Asks for the address of a file, and again for a while if that fails, or if the address has expired before it was used. */
  #show(image, file, failures = 0) {
    const address = this.#addresses.get(file.attachmentId) ?? this.#actions.addressOf(file);
    this.#addresses.set(file.attachmentId, address);
    const failed = (failure) => {
      this.#addresses.delete(file.attachmentId);
      image.hidden = failures === PREVIEW_ATTEMPTS;
      if (!image.hidden) {
        setTimeout(() => image.isConnected && this.#show(image, file, failures + 1), pauseAfter(failures, failure));
      }
    };
    image.onerror = () => failed();
    address.then((url) => (image.src = url), failed);
  }
}

/** Opens a file in a tab of its own, which learns nothing of this page. Returns why that is not possible, if so. */
export async function openFile(address) {
  const tab = globalThis.open("", "_blank");
  try {
    const url = await address();
    if (tab) {
      tab.opener = null;
      tab.location.replace(url);
    }
  } catch (failure) {
    tab?.close();
    return failure;
  }
}
