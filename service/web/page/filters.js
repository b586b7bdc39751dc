// Limits a question to dates and outlets.

import { byId, counted, element, longDate } from "./dom.js";

const box = byId("filters");
const [from, to] = [byId("published-from"), byId("published-to")];
const list = byId("sources");
const chosen = () => [...list.querySelectorAll("input:checked")].map((input) => input.value);

// The filters of `POST /ask`, or null for none.
export function filters() {
  const sources = chosen();
  if (!from.value && !to.value && !sources.length) return null;
  return {
    published_from: from.value || null,
    published_to: to.value || null,
    sources: sources.length ? sources : null,
  };
}

// `sources` are `{source, articles}`; what was chosen stays chosen.
export function offerSources(sources) {
  const before = new Set(chosen());
  const named = sources.filter(({ source }) => source);
  list.replaceChildren(
    ...named.map(({ source, articles }) => {
      const input = element("input", { type: "checkbox", value: source });
      input.checked = before.has(source);
      return element("label", {}, input, element("bdi", {}, source), element("span", { class: "count" }, String(articles)));
    }),
  );
  byId("outlets").hidden = named.length === 0;
  describe();
}

function describe() {
  const sources = chosen();
  const parts = [
    from.value && `from ${longDate(from.value)}`,
    to.value && `to ${longDate(to.value)}`,
    sources.length && (sources.length === 1 ? sources[0] : counted(sources.length, "source")),
  ].filter(Boolean);
  byId("filters-summary").textContent = parts.length ? `Only ${parts.join(", ")}` : "All dates and sources";
  byId("clear").hidden = parts.length === 0;
  from.max = to.value;
  to.min = from.value;
}

box.addEventListener("change", describe);
// A field that is wrong must be seen to be mended.
box.addEventListener("invalid", () => (box.open = true), true);
byId("clear").addEventListener("click", () => {
  for (const input of box.querySelectorAll("input")) {
    input.value = input.type === "checkbox" ? input.value : "";
    input.checked = false;
  }
  describe();
  byId("filters-summary").parentElement.focus();
});
