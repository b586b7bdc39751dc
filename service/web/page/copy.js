// An answer as plain text with its references.

import { announce, button, bylineParts, codePoints, element } from "./dom.js";

export function copyButton(answer, numbers) {
  return button("Copy with references", { class: "quiet small-button" }, async (from) => {
    const said = (await copied(asText(answer, numbers))) ? "Copied" : "The browser did not allow copying";
    from.textContent = said;
    announce(said);
    setTimeout(() => (from.textContent = "Copy with references"), 2000);
  });
}

function asText(answer, numbers) {
  const { citations } = answer;
  const references = new Map(citations.map((citation, at) => [numbers[at], reference(numbers[at], citation)]));
  const differences = answer.conflicts.map(({ topic, positions }) =>
    [
      `The articles differ on: ${topic}`,
      ...positions.map((position) => {
        const cited = [...new Set(position.citations.map((at) => `[${numbers[at]}]`))].join("");
        return `- ${position.value}: ${position.attributed_to || "the article itself"} ${cited}`;
      }),
    ].join("\n"),
  );
  return [numberedText(answer, numbers), ...differences, [...references.values()].join("\n")].filter(Boolean).join("\n\n");
}

function numberedText({ answer, citations }, numbers) {
  const points = codePoints(answer);
  const ends = [...new Set(citations.map(({ end }) => end))].sort((a, b) => a - b);
  let at = 0;
  const pieces = ends.map((end) => {
    const cited = new Set(citations.flatMap((citation, i) => (citation.end === end ? [`[${numbers[i]}]`] : [])));
    const piece = points.slice(at, end) + " " + [...cited].join("");
    at = end;
    return piece;
  });
  return pieces.join("") + points.slice(at);
}

function reference(number, citation) {
  const where = [citation.title, ...bylineParts(citation), citation.url].filter(Boolean).join(", ");
  return `[${number}] “${citation.cited_text}” — ${where}${citation.verified ? "" : " (not verified)"}`;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers have no clipboard for pages served over plain HTTP from another machine, but still know the old way.
    const field = element("textarea", { class: "unseen" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
