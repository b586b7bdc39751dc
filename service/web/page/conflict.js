// A conflict as a table: value, who says so, outlet and date, quotation.

import { byline, counted, element } from "./dom.js";
import { marks } from "./quotation.js";

const HEADS = ["Value", "Who says so", "Outlet and date", "Quotation"];

// The roles are spelt out because narrow screens stack the cells, and browsers forget a table that is not laid out as one.
export function conflictTable({ topic, positions }, citations, numbers) {
  const heads = HEADS.map((head) => element("th", { scope: "col", role: "columnheader" }, head));
  const rows = positions.map((position) => row(position, citations, numbers));
  return element(
    "table",
    { role: "table" },
    element("caption", { dir: "auto" }, `The articles differ on: ${topic}`),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)),
    element("tbody", { role: "rowgroup" }, ...rows),
  );
}

function row(position, citations, numbers) {
  const cited = position.citations.filter((at) => citations[at]);
  const outlets = cited.map((at) => element("span", { class: "line" }, byline(citations[at])));
  const quotations = cited.map((at) =>
    element("span", { class: "line" }, element("q", { dir: "auto" }, citations[at].cited_text), ...marks([at], citations, numbers)),
  );
  const reports = position.origins > 1 ? [element("span", { class: "line reports" }, counted(position.origins, "independent report"))] : [];
  const cell = (head, ...children) => element("td", { role: "cell", "data-head": head }, ...children);
  return element(
    "tr",
    { role: "row" },
    element("th", { scope: "row", role: "rowheader", dir: "auto" }, position.value),
    cell(HEADS[1], element("bdi", {}, position.attributed_to || "the article itself")),
    cell(HEADS[2], ...outlets, ...reports),
    cell(HEADS[3], ...(quotations.length ? quotations : [element("bdi", {}, position.statement)])),
  );
}
