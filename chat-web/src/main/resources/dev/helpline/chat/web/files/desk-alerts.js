/** Sound, notifications of the system and the number in the page's title; each can be switched, and the agent is asked before anything. */
export class Alerts {
  #memory;
  #title = document.title;
  #audio;

  constructor(memory) {
    this.#memory = memory;
  }

  get isSoundOn() {
    return this.#memory.read().sound ?? false;
  }

  setSound(isOn) {
    this.#memory.write({ sound: isOn });
    if (isOn) {
      this.#ring();
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
      this.#ring();
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

  /** Two short tones, made here: nothing is loaded. */
  #ring() {
    this.#audio ??= new AudioContext();
    const now = this.#audio.currentTime;
    for (const [at, frequency] of [
      [0, 660],
      [0.12, 880],
    ]) {
      const tone = this.#audio.createOscillator();
      const volume = this.#audio.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.08, now + at);
      volume.gain.exponentialRampToValueAtTime(0.001, now + at + 0.18);
      tone.connect(volume).connect(this.#audio.destination);
      tone.start(now + at);
      tone.stop(now + at + 0.2);
    }
  }
}
