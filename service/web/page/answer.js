// Renders a finished answer: its text with citation marks, conflicts, what was withdrawn, sources, and what it took.

import { openArticle } from "./article.js";
import { conflictTable } from "./conflict.js";
import { copyButton } from "./copy.js";
import { button, byline, element } from "./dom.js";
import { citedText, numbered } from "./quotation.js";

const NEAREST = 3;

export const STATUS = {
  answered: "Answered",
  conflicting: "Sources disagree",
  insufficient: "Not in the articles",
};

export function renderAnswer(answer, question, withdrawn) {
  const numbers = numbered(answer.citations);
  const declined = answer.status === "insufficient";
  const verdict = element(
    "div",
    { class: `verdict ${answer.status}` },
    element("p", { class: "status" }, STATUS[answer.status] ?? answer.status),
    element("p", { class: "text", dir: "auto" }, ...citedText(answer.answer, answer.citations, numbers)),
    ...answer.conflicts.map((conflict) => conflictTable(conflict, answer.citations, numbers)),
    ...(withdrawn.length ? [retraction(withdrawn)] : []),
    ...(declined ? nearest(answer.sources) : []),
  );
  return [
    verdict,
    ...(declined ? [] : [element("p", { class: "actions" }, copyButton(answer, numbers))]),
    ...(answer.sources.length ? [sourceList(answer.sources, declined ? "Articles near the question" : "Articles read")] : []),
    effort(answer, question),
  ];
}

function retraction(sentences) {
  return element(
    "p",
    { class: "withdrawn" },
    element("strong", {}, "Withdrawn after checking:"),
    " ",
    ...sentences.map((sentence) => element("del", { dir: "auto" }, sentence)),
  );
}

function nearest(sources) {
  const statements = sources
    .flatMap((source) => source.sentences.map((sentence) => ({ source, sentence })))
    .sort((a, b) => b.sentence.score - a.sentence.score)
    .slice(0, NEAREST);
  if (!statements.length) return [];
  const items = statements.map(({ source, sentence }) =>
    element(
      "li",
      {},
      button(sentence.text, { class: "statement", dir: "auto" }, (from) => openArticle(source, [sentence], from)),
      byline(source),
    ),
  );
  return [
    element("h3", {}, "The nearest statements, which may not answer it"),
    element("ul", { class: "nearest" }, ...items),
  ];
}

export function sourceList(sources, heading) {
  const told = new Set();
  const items = sources.map((source) => {
    const reprint = told.has(source.origin);
    told.add(source.origin);
    return element(
      "li",
      {},
      button(source.title, { class: "source", dir: "auto" }, (from) => openArticle(source, source.sentences, from)),
      byline(source),
      ...(reprint ? [element("span", { class: "tag" }, "reprint")] : []),
    );
  });
  return element("section", { class: "sources" }, element("h3", {}, heading), element("ol", {}, ...items));
}

function effort({ timings_ms: took, usage, provenance, searched }, question) {
  const seconds = (milliseconds) => (milliseconds / 1000).toFixed(1);
  const parts = [
    ...(searched === question ? [] : [`Searched for “${searched}”`]),
    `${seconds(took.total)} s: waiting ${seconds(took.queue)}, retrieval ${seconds(took.retrieve)}, ` +
      `writing ${seconds(took.generate)}, checking ${seconds(took.verify)}`,
    `${usage.prompt_tokens} tokens read, ${usage.completion_tokens} written`,
    provenance.model,
  ];
  return element("p", { class: "small" }, parts.join(" · "));
}
