// The panel that shows an article with quotations marked at their exact place.

import { UNREACHABLE, call, readProblem } from "./api.js";
import { byId, byline, codePoints, element, webLink } from "./dom.js";

const panel = byId("article");
const notice = byId("article-notice");
const text = byId("article-text");
const main = byId("main");
const covers = matchMedia("(max-width: 63.99rem)");
let opener = null;
let wanted = 0;

// `quotations` are objects with `text`, `start_char` and `end_char`.
export async function openArticle(reference, quotations, from) {
  opener = from;
  const turn = (wanted += 1);
  show(reference.title, [byline(reference)], "Fetching the article…");
  panel.hidden = false;
  main.inert = covers.matches;
  panel.focus();
  try {
    const response = await call(`/articles/${encodeURIComponent(reference.article_id)}`);
    const body = response.ok ? await response.json() : await readProblem(response);
    if (turn !== wanted) return;
    if (response.ok) fill(body, quotations);
    else tell(body.detail);
  } catch {
    if (turn === wanted) tell(UNREACHABLE.detail);
  }
}

export function closeArticle() {
  if (panel.hidden) return;
  wanted += 1;
  panel.hidden = true;
  main.inert = false;
  opener?.focus();
}

function show(heading, details, message) {
  byId("article-title").textContent = heading;
  byId("article-byline").replaceChildren(...details);
  text.replaceChildren();
  tell(message);
}

function tell(message) {
  notice.textContent = message;
  notice.hidden = !message;
}

function fill(article, quotations) {
  const link = article.url ? webLink(article.url, "original") : null;
  show(article.title, [byline(article), ...(link ? [" · ", link] : [])], "");
  const points = codePoints(article.text);
  const found = quotations.filter((q) => points.slice(q.start_char, q.end_char) === q.text);
  if (found.length < quotations.length) {
    tell("The article has changed since this answer was given: the quotation is no longer at its place.");
  }
  text.replaceChildren(...marked(points, found));
  const first = text.querySelector("mark");
  if (first) first.scrollIntoView({ block: "center" });
  else panel.scrollTop = 0;
}

function marked(points, quotations) {
  const pieces = [];
  let at = 0;
  for (const { start_char: start, end_char: end } of [...quotations].sort((a, b) => a.start_char - b.start_char)) {
    if (start < at) continue;
    pieces.push(points.slice(at, start), element("mark", {}, points.slice(start, end)));
    at = end;
  }
  return [...pieces, points.slice(at)];
}

byId("close").addEventListener("click", closeArticle);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !byId("key-dialog").open) closeArticle();
});
covers.addEventListener("change", () => {
  main.inert = covers.matches && !panel.hidden;
});
