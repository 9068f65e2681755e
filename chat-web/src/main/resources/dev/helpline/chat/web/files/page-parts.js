import { button, h, icon } from "./dom.js";

/**
 * The head of a page in the place of the conversation.
 *
 * @param back runs when the button to go back is pressed, which only narrow screens show
 * @param more elements behind the titles
 */
export function pageHead(texts, title, hint, back, ...more) {
  const leave = button("icon-button to-back", back, icon("back"));
  leave.title = leave.ariaLabel = texts.t("back");
  return h("header", { className: "page-head" }, leave, h("div", { className: "titles" }, h("h1", { tabIndex: -1 }, title), h("p", { className: "subtitle" }, hint)), ...more);
}

/**
 * A table that is still one where a narrow screen shows its rows as blocks.
 *
 * @param columns names of texts, or nothing for a column of buttons; the first is the heading of its row
 */
export function table(texts, columns, rows) {
  const cellOf = (cell, index) => {
    const item = h("td", { dir: "auto", role: "cell" }, cell ?? "");
    if (index > 0 && columns[index]) {
      item.dataset.label = texts.t(columns[index]);
    }
    return item;
  };
  const head = columns.map((name) => (name ? h("th", { scope: "col", role: "columnheader" }, texts.t(name)) : h("td", { role: "cell" })));
  const body = rows.map((cells) => h("tr", { role: "row" }, cells.map(cellOf)));
  return h("table", { role: "table" }, h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head)), h("tbody", { role: "rowgroup" }, body));
}
