// Citation marks: focus or hover shows the quotation, a click opens the article at it.

import { openArticle } from "./article.js";
import { button, byId, byline, codePoints, element } from "./dom.js";

const GAP = 8;
const card = byId("quotation");
let shownFor = null;
let leaving = null;

// One number for one quotation, however often it is cited.
export function numbered(citations) {
  const numbers = new Map();
  return citations.map(({ article_id, start_char, end_char }) => {
    const key = JSON.stringify([article_id, start_char, end_char]);
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    return numbers.get(key);
  });
}

// The text with marks after each cited span; the span stays with its marks, so that hovering shows what they vouch for.
export function citedText(text, citations, numbers) {
  const points = codePoints(text);
  const cuts = new Set([0, points.length, ...citations.flatMap(({ start, end }) => [start, end])]);
  const edges = [...cuts].filter((edge) => edge <= points.length).sort((a, b) => a - b);
  return edges.slice(1).map((end, i) => {
    const piece = points.slice(edges[i], end);
    if (!citations.some((citation) => citation.start <= edges[i] && end <= citation.end)) return piece;
    const ending = citations.flatMap((citation, at) => (citation.end === end ? [at] : []));
    return element("span", { class: "claim" }, element("span", { class: "cited" }, piece), ...marks(ending, citations, numbers));
  });
}

export function marks(indices, citations, numbers) {
  const unique = new Map(indices.filter((at) => citations[at]).map((at) => [numbers[at], citations[at]]));
  return [...unique].map(([number, citation]) => citationMark(number, citation));
}

function citationMark(number, citation) {
  const doubt = citation.verified ? "" : ", not verified";
  const attributes = {
    class: citation.verified ? "mark" : "mark unverified",
    "aria-label": `Quotation ${number}, from ${citation.title}${doubt}`,
    "aria-describedby": "quotation-text",
  };
  const quoted = { text: citation.cited_text, start_char: citation.start_char, end_char: citation.end_char };
  const mark = button(String(number), attributes, (from) => {
    hide();
    openArticle(citation, [quoted], from);
  });
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(mark, citation));
  mark.addEventListener("pointerleave", leaveSoon);
  mark.addEventListener("focus", () => mark.matches(":focus-visible") && show(mark, citation));
  mark.addEventListener("blur", hide);
  return mark;
}

function show(mark, citation) {
  clearTimeout(leaving);
  shownFor = mark;
  byId("quotation-text").textContent = citation.cited_text;
  byId("quotation-source").replaceChildren(
    element("bdi", { class: "title" }, citation.title),
    byline(citation),
    ...(citation.verified ? [] : [element("span", { class: "doubt" }, "Not verified: read it before you rely on it.")]),
  );
  card.hidden = false;
  place(mark.getBoundingClientRect());
}

// Below the mark, or above it where there is no room; never over the edge.
function place(mark) {
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(mark.left - 24, document.documentElement.clientWidth - width - GAP));
  const below = mark.bottom + GAP;
  const above = mark.top - GAP - height;
  card.style.left = `${left}px`;
  card.style.top = `${below + height > innerHeight && above > 0 ? above : below}px`;
}

export function hide() {
  clearTimeout(leaving);
  card.hidden = true;
  shownFor = null;
}

// The pointer may move onto the card, to select from the quotation.
function leaveSoon() {
  clearTimeout(leaving);
  if (shownFor && shownFor !== document.activeElement) leaving = setTimeout(hide, 200);
}

card.addEventListener("pointerenter", () => clearTimeout(leaving));
card.addEventListener("pointerleave", leaveSoon);
addEventListener("scroll", () => shownFor && place(shownFor.getBoundingClientRect()), { passive: true });
// Escape closes the card first, the article with the next press.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || card.hidden) return;
    hide();
    event.stopPropagation();
  },
  true,
);
