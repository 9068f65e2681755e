import { ring } from "./sound.js";

/** Sound, notifications of the system and the number in the page's title; each can be switched, and the agent is asked before anything. */
export class Alerts {
  #memory;
  #title = document.title;

  constructor(memory) {
    this.#memory = memory;
  }

  get isSoundOn() {
    return this.#memory.read().sound ?? false;
  }

  setSound(isOn) {
    this.#memory.write({ sound: isOn });
    if (isOn) {
      ring();
    }
    return isOn;
  }

  get isNotifying() {
    return (this.#memory.read().notify ?? false) && globalThis.Notification?.permission === "granted";
  }

  /** Asks for the permission if it is missing; returns whether notifications are on now. */
  async setNotifying(isOn) {
    const isGranted = isOn && (await globalThis.Notification?.requestPermission()) === "granted";
    this.#memory.write({ notify: isGranted });
    return isGranted;
  }

  /** Something happened that the agent may not see. */
  tell(title, text, open) {
    if (this.isSoundOn) {
      ring();
    }
    if (this.isNotifying && !document.hasFocus()) {
      const notification = new Notification(title, { body: text, tag: "helpline" });
      notification.onclick = () => {
        focus();
        notification.close();
        open();
      };
    }
  }

  /** Shows a number in front of the page's title. */
  count(number) {
    document.title = number > 0 ? `(${number > 99 ? "99+" : number}) ${this.#title}` : this.#title;
  }
}
