// What is seen of an answer while it is made: place in the queue, sources, the draft and its first citations.

import { sourceList } from "./answer.js";
import { announce, counted, element } from "./dom.js";
import { citedText, numbered } from "./quotation.js";

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const plain = (text) => text.replace(/\s*\[\d+\]/g, "").replace(/\s+/g, " ").trim().replace(/[.!?]+$/, "");
const KEPT = 30; // characters at the end of a sentence by which it is known again, as in metrics.py

export class Draft {
  #text = "";
  #citations = [];
  #spoken = 0;

  constructor() {
    this.progress = element("p", { class: "progress" }, "Searching the articles…");
    this.body = element("p", { class: "text draft", dir: "auto" });
    this.sources = element("div");
    this.element = element("div", {}, this.progress, this.body, this.sources);
  }

  queue({ position, seconds }) {
    const wait = seconds > 1 ? ` About ${Math.round(seconds)} seconds.` : "";
    const place = position ? `${counted(position, "question")} before yours.` : "Yours is next.";
    this.#say(`Waiting: ${place}${wait}`);
  }

  found({ sources }) {
    const read = sources.reduce((sum, source) => sum + source.sentences.length, 0);
    this.#say(`Reading ${counted(read, "sentence")} of ${counted(sources.length, "article")}…`);
    if (sources.length) this.sources.replaceChildren(sourceList(sources, "Articles read"));
  }

  token({ text }) {
    if (!this.#text) this.progress.textContent = "Writing a draft, not checked yet…";
    this.#text += text;
    this.#show();
    this.#speak();
  }

  citation({ citation }) {
    this.#citations.push(citation);
    this.progress.textContent = `Checking: ${counted(this.#citations.length, "quotation")} found…`;
    this.#show();
  }

  stopped() {
    this.progress.textContent = this.#text ? "Stopped. What was written so far is not checked." : "Stopped.";
    announce("Stopped.");
  }

  // The sentences that the answer no longer has; their beginnings may have been reworded ("The reports say that …").
  withdrawn(answer) {
    const kept = plain(answer);
    return this.#sentences().filter((sentence) => plain(sentence) && !kept.includes(plain(sentence).slice(-KEPT)));
  }

  get spoken() {
    return this.#spoken > 0;
  }

  #say(message) {
    this.progress.textContent = message;
    announce(message);
  }

  // Citations tell their place in the answer; where the draft reads otherwise they wait for it.
  #show() {
    const ends = new Set(this.#sentenceEnds());
    const placed = this.#citations.filter(({ end }) => ends.has(end));
    this.body.replaceChildren(...citedText(this.#text, placed, numbered(placed)));
  }

  // Whole sentences are read out, not every token.
  #speak() {
    const whole = this.#sentences().slice(0, -1);
    if (whole.length > this.#spoken) announce(whole.slice(this.#spoken).join(" "));
    this.#spoken = Math.max(this.#spoken, whole.length);
  }

  #sentences() {
    return Array.from(sentences.segment(this.#text), ({ segment }) => segment.trim()).filter(Boolean);
  }

  #sentenceEnds() {
    let at = 0;
    return Array.from(sentences.segment(this.#text), ({ segment }) => {
      const end = at + Array.from(segment.trimEnd()).length;
      at += Array.from(segment).length;
      return end;
    });
  }
}
