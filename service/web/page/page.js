// The chat: asks, shows the draft while it is written, then the answer; remembers the conversation.

import { STATUS, renderAnswer } from "./answer.js";
import { closeArticle } from "./article.js";
import { element } from "./dom.js";
import { readEvents, readProblem } from "./events.js";

const HISTORY_TURNS = 20;
const TURN_CHARS = 4000;
const UNREACHABLE = { detail: "The server cannot be reached. Is it still running?" };

const byId = (id) => document.getElementById(id);
const [form, question, send, stop, fresh] = ["ask", "question", "send", "stop", "fresh"].map(byId);
const conversation = byId("conversation");
let history = [];
let ready = false;
let asking = null;

function announce(message) {
  byId("announcer").textContent = message;
}

function updateButtons() {
  send.disabled = !ready || asking !== null;
  stop.hidden = asking === null;
  fresh.hidden = conversation.childElementCount === 0 || asking !== null;
}

function problemNotice({ detail }) {
  return element("div", { class: "notice problem", role: "alert" }, element("strong", {}, "No answer."), ` ${detail}`);
}

function filters() {
  const chosen = {
    published_from: byId("published-from").value || null,
    published_to: byId("published-to").value || null,
    sources: byId("source").value.trim() ? [byId("source").value.trim()] : null,
  };
  return Object.values(chosen).some(Boolean) ? chosen : null;
}

function remember(text, answer) {
  const turns = [
    { role: "user", content: text },
    { role: "assistant", content: Array.from(answer.answer).slice(0, TURN_CHARS).join("") },
  ];
  history = [...history, ...turns.filter((turn) => turn.content)].slice(-HISTORY_TURNS);
}

async function ask(text) {
  const progress = element("p", { class: "progress" }, "Searching the articles…");
  const draft = element("p", { class: "text draft", dir: "auto" });
  const outcome = element("div", { class: "outcome", "aria-busy": "true" }, progress, draft);
  conversation.append(element("article", {}, element("h2", { dir: "auto" }, text), outcome));
  asking = new AbortController();
  updateButtons();
  announce("Searching the articles.");
  try {
    const answer = await streamed(text, asking.signal, progress, draft);
    outcome.replaceChildren(...renderAnswer(answer, text));
    remember(text, answer);
    announce(`${STATUS[answer.status]}. ${answer.citations.length} quotations.`);
  } catch (failure) {
    if (failure.name === "AbortError") progress.textContent = "Stopped.";
    else {
      outcome.replaceChildren(problemNotice(failure.problem ?? UNREACHABLE));
      question.value ||= text;
    }
  }
  outcome.removeAttribute("aria-busy");
  asking = null;
  updateButtons();
}

async function streamed(text, signal, progress, draft) {
  const response = await fetch("/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ question: text, filters: filters(), history, stream: true }),
    signal,
  });
  if (!response.ok) throw Object.assign(new Error(), { problem: await readProblem(response) });
  let verified = 0;
  for await (const { name, data } of readEvents(response)) {
    if (name === "sources") progress.textContent = reading(data.sources);
    else if (name === "token") draft.append(data.text);
    else if (name === "citation") progress.textContent = `Checking: ${counted((verified += 1), "quotation")} found…`;
    else if (name === "error") throw Object.assign(new Error(), { problem: data });
    else if (name === "answer") return data;
  }
  throw Object.assign(new Error(), { problem: { detail: "The connection ended before the answer did. Ask again." } });
}

function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function reading(sources) {
  const sentences = sources.reduce((sum, source) => sum + source.sentences.length, 0);
  return `Reading ${counted(sentences, "sentence")} of ${counted(sources.length, "article")}…`;
}

async function pollReadiness() {
  const notice = byId("readiness");
  let wait = 1000;
  try {
    const response = await fetch("/readyz");
    ready = response.ok;
    const problem = ready ? null : await readProblem(response);
    notice.classList.toggle("problem", problem?.state === "failed");
    if (problem?.state === "failed") wait = 5000;
    show(notice, problem?.state === "loading" ? "Loading the models. This takes a few seconds…" : problem?.detail);
  } catch {
    ready = false;
    show(notice, UNREACHABLE.detail);
  }
  updateButtons();
  if (!ready) setTimeout(pollReadiness, wait);
  // Names of sources are a convenience; a server that has gone since is told of by the next question.
  else describeCollection().catch(() => {});
}

function show(notice, message) {
  // Unchanged text is not set again, or screen readers would read it out every second.
  if (notice.textContent !== (message ?? "")) notice.textContent = message ?? "";
  notice.hidden = !message;
}

async function describeCollection() {
  const response = await fetch("/articles?limit=500");
  if (!response.ok) return;
  const { articles, total } = await response.json();
  const names = [...new Set(articles.map((article) => article.source).filter(Boolean))].sort();
  byId("known-sources").replaceChildren(...names.map((name) => element("option", { value: name })));
  byId("welcome").textContent =
    `Ask about anything in the ${counted(total, "article")}. ` +
    "Each sentence of an answer shows where it comes from.";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = question.value.trim();
  if (!ready || asking || !text) return;
  question.value = "";
  byId("welcome").hidden = true;
  ask(text);
  conversation.lastElementChild.scrollIntoView({ block: "start" });
});
question.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
stop.addEventListener("click", () => {
  asking?.abort();
  question.focus();
});
fresh.addEventListener("click", () => {
  history = [];
  conversation.replaceChildren();
  closeArticle();
  byId("welcome").hidden = false;
  updateButtons();
  question.focus();
});

question.focus();
pollReadiness();
