import { h, icon, linked } from "./dom.js";

const STARS = [1, 2, 3, 4, 5];

/** Asks for a rating: stars, categories if the host has any, words. The stars are radio buttons, so keyboards and screen readers know them. */
export class RatingForm {
  #texts;
  #rate;
  #problem = h("p", { className: "reason", role: "alert" });

  /** @param rate stores a rating `{rating, feedback, categories}`; fails if that is not possible now */
  constructor(texts, categories, rate) {
    this.#texts = texts;
    this.#rate = rate;
    this.#send = h("button", { className: "primary", type: "submit", disabled: true }, texts.t("rateSend"));
    this.#chosen = h("span", { className: "chosen" });
    this.root = h(
      "form",
      { className: "rating", onsubmit: (event) => this.#submit(event), onchange: () => this.#light() },
      h("fieldset", { className: "stars" }, h("legend", {}, texts.t("rateTitle")), STARS.map((star) => this.#star(star))),
      this.#chosen,
      categories.length > 0 && this.#categories(categories),
      h("label", { className: "words" }, texts.t("rateWords"), h("textarea", { name: "feedback", rows: 2, maxLength: 2000 })),
      this.#problem,
      this.#send,
    );
  }

  #send;
  #chosen;

  #star(star) {
    const input = h("input", { type: "radio", name: "rating", value: String(star), className: "sr" });
    return h("label", { className: "star" }, input, icon("star"), h("span", { className: "sr" }, this.#texts.t(`stars${star}`)));
  }

  #categories(categories) {
    const chip = (category) => {
      const input = h("input", { type: "checkbox", name: "category", value: category, className: "sr" });
      return h("label", { className: "chip" }, input, h("span", { dir: "auto" }, category.replaceAll("_", " ")));
    };
    return h("fieldset", { className: "chips" }, h("legend", {}, this.#texts.t("rateCategories")), categories.map(chip));
  }

  #light() {
    const rating = Number(new FormData(this.root).get("rating"));
    this.root.querySelectorAll(".star").forEach((star, index) => star.classList.toggle("lit", index < rating));
    this.#chosen.textContent = rating ? this.#texts.t(`stars${rating}`) : "";
    this.#send.disabled = !rating;
  }

  async #submit(event) {
    event.preventDefault();
    const form = new FormData(this.root);
    const feedback = form.get("feedback").trim();
    const categories = form.getAll("category");
    this.#send.disabled = true;
    this.#problem.textContent = "";
    try {
      await this.#rate({
        rating: Number(form.get("rating")),
        ...(feedback && { feedback }),
        ...(categories.length > 0 && { categories }),
      });
    } catch {
      this.#problem.textContent = this.#texts.t("rateFailed");
      this.#send.disabled = false;
    }
  }
}

/** What the host asks before a session, and what the customer has to consent to. */
export class PreChatForm {
  #texts;
  #fields;

  /**
   * @param {object[]} fields as in `preChatForm` of the config
   * @param {object | undefined} consent as in the config
   * @param {string[]} wrong keys of answers that the server did not accept
   * @param submit gets `{form, consent}`, the answers by key and the version of the text
   */
  constructor(texts, fields, consent, wrong, submit) {
    this.#texts = texts;
    this.#fields = fields;
    const onsubmit = (event) => {
      event.preventDefault();
      submit(this.#answers(consent));
    };
    this.root = h(
      "form",
      { className: "rating", onsubmit },
      fields.map((field) => this.#field(field, wrong.includes(field.key))),
      consent && this.#consent(consent),
      h("button", { className: "primary", type: "submit" }, texts.t("formSend")),
    );
  }

  #field(field, isWrong) {
    const { key, type, required, maxLength, min, max, choices = [] } = field;
    const common = { name: key, required, dir: "auto", "aria-invalid": isWrong ? "true" : undefined };
    const input =
      type === "choice"
        ? h("select", common, h("option", { value: "" }), choices.map((choice) => h("option", { value: choice }, choice.replaceAll("_", " "))))
        : h("input", { ...common, type, ...(type === "number" ? { min, max, step: "any" } : { maxLength }) });
    const label = this.#inLanguage(field.labels) + (required ? "" : ` (${this.#texts.t("optional")})`);
    return h("label", { className: "words" }, label, input, isWrong && h("span", { className: "reason" }, this.#texts.t("formWrong")));
  }

  #consent({ texts, required }) {
    const box = h("input", { type: "checkbox", name: " consent", required });
    return h("label", { className: "consent" }, box, h("span", { dir: "auto" }, linked(this.#inLanguage(texts))));
  }

  #inLanguage(byLanguage) {
    const { language } = this.#texts;
    return byLanguage[language] ?? byLanguage[language.split("-")[0]] ?? byLanguage.en ?? Object.values(byLanguage)[0] ?? "";
  }

  #answers(consent) {
    const data = new FormData(this.root);
    const given = this.#fields.map(({ key }) => [key, data.get(key).trim()]).filter(([, answer]) => answer !== "");
    return { form: Object.fromEntries(given), consent: data.has(" consent") ? consent.version : undefined };
  }
}
