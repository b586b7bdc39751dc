// Renders a finished answer: its text with citation marks, conflicts, sources, and what it took.

import { openArticle } from "./article.js";
import { button, byline, codePoints, element } from "./dom.js";

export const STATUS = {
  answered: "Answered",
  conflicting: "Sources disagree",
  insufficient: "Not in the articles",
};

export function renderAnswer(answer, question) {
  const numbers = numbered(answer.citations);
  return [
    element("p", { class: `status ${answer.status}` }, STATUS[answer.status] ?? answer.status),
    element("p", { class: "text", dir: "auto" }, ...citedText(answer, numbers)),
    ...answer.conflicts.map((conflict) => conflictTable(conflict, answer.citations, numbers)),
    ...(answer.sources.length ? [sourceList(answer.sources)] : []),
    element("p", { class: "small" }, effort(answer, question)),
  ];
}

// One number for one quotation, however often it is cited.
function numbered(citations) {
  const numbers = new Map();
  return citations.map(({ article_id, start_char, end_char }) => {
    const key = JSON.stringify([article_id, start_char, end_char]);
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    return numbers.get(key);
  });
}

function citedText(answer, numbers) {
  const points = codePoints(answer.answer);
  const { citations } = answer;
  const cuts = new Set([0, points.length, ...citations.flatMap(({ start, end }) => [start, end])]);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).flatMap((end, i) => {
    const piece = points.slice(edges[i], end);
    const covered = citations.some((citation) => citation.start <= edges[i] && end <= citation.end);
    const ending = citations.flatMap((citation, at) => (citation.end === end ? [at] : []));
    return [covered ? element("span", { class: "cited" }, piece) : piece, ...marks(ending, citations, numbers)];
  });
}

function marks(indices, citations, numbers) {
  const unique = new Map(indices.map((at) => [numbers[at], citations[at]]));
  return [...unique].map(([number, citation]) => citationMark(number, citation));
}

function citationMark(number, citation) {
  const doubt = citation.verified ? "" : ", not verified";
  const attributes = {
    class: citation.verified ? "mark" : "mark unverified",
    "aria-label": `Quotation ${number}, from ${citation.title}${doubt}`,
    title: `${citation.title}${doubt}`,
  };
  const quotation = { text: citation.cited_text, start_char: citation.start_char, end_char: citation.end_char };
  return button(`[${number}]`, attributes, (from) => openArticle(citation, [quotation], from));
}

function conflictTable({ topic, positions }, citations, numbers) {
  const heads = ["Position", "Who says it", "What is said", "Independent reports"];
  const rows = positions.map((position) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", dir: "auto" }, position.value),
      element("td", { dir: "auto" }, position.attributed_to),
      element("td", { dir: "auto" }, position.statement, ...marks(position.citations, citations, numbers)),
      element("td", {}, String(position.origins)),
    ),
  );
  return element(
    "div",
    { class: "conflict" },
    element(
      "table",
      {},
      element("caption", { dir: "auto" }, `The articles differ on: ${topic}`),
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...rows),
    ),
  );
}

function sourceList(sources) {
  const items = sources.map((source) =>
    element(
      "li",
      {},
      button(source.title, { class: "source", dir: "auto" }, (from) => openArticle(source, source.sentences, from)),
      element("span", { class: "byline" }, byline(source)),
    ),
  );
  return element("section", { class: "sources" }, element("h3", {}, "Sources"), element("ol", {}, ...items));
}

function effort({ timings_ms: took, usage, provenance, searched }, question) {
  const seconds = (milliseconds) => (milliseconds / 1000).toFixed(1);
  return [
    ...(searched === question ? [] : [`Searched for “${searched}”`]),
    `${seconds(took.total)} s: waiting ${seconds(took.queue)}, retrieval ${seconds(took.retrieve)}, ` +
      `writing ${seconds(took.generate)}, checking ${seconds(took.verify)}`,
    `${usage.prompt_tokens} tokens read, ${usage.completion_tokens} written`,
    provenance.model,
  ].join(" · ");
}
