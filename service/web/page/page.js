// The chat: asks, shows the draft while it is written, then the answer; remembers the conversation.

import { STATUS, renderAnswer } from "./answer.js";
import { UNREACHABLE, call, readProblem } from "./api.js";
import { closeArticle } from "./article.js";
import { announce, byId, counted, element } from "./dom.js";
import { Draft } from "./draft.js";
import { readEvents } from "./events.js";
import { filters, offerSources } from "./filters.js";
import { hide } from "./quotation.js";
import { allowUploads } from "./upload.js";

const HISTORY_TURNS = 20;
const TURN_CHARS = 4000;
const CUT_OFF = { detail: "The connection ended before the answer did. Ask again." };

const [form, question, send, stop, fresh] = ["ask", "question", "send", "stop", "fresh"].map(byId);
const conversation = byId("conversation");
let history = [];
let ready = false;
let asking = null;

const failure = (problem) => Object.assign(new Error(), { problem });

function updateButtons() {
  send.disabled = !ready;
  send.hidden = asking !== null;
  stop.hidden = asking === null;
  fresh.hidden = conversation.childElementCount === 0 || asking !== null;
  question.placeholder = history.length ? "Ask a follow-up…" : "Who, what, when, how many…";
}

function remember(text, answer) {
  const turns = [
    { role: "user", content: text },
    { role: "assistant", content: Array.from(answer.answer).slice(0, TURN_CHARS).join("") },
  ];
  history = [...history, ...turns.filter((turn) => turn.content)].slice(-HISTORY_TURNS);
}

async function ask(text) {
  const draft = new Draft();
  const outcome = element("div", { class: "outcome", "aria-busy": "true" }, draft.element);
  conversation.append(element("article", {}, element("h2", { dir: "auto" }, text), outcome));
  asking = new AbortController();
  updateButtons();
  announce("Searching the articles.");
  try {
    const answer = await streamed(text, asking.signal, draft);
    const withdrawn = draft.withdrawn(answer.answer);
    hide();
    outcome.replaceChildren(...renderAnswer(answer, text, withdrawn));
    remember(text, answer);
    announceVerdict(answer, withdrawn, draft.spoken);
  } catch (error) {
    if (error.name === "AbortError") draft.stopped();
    else {
      outcome.replaceChildren(problemNotice(error.problem ?? (error instanceof TypeError ? UNREACHABLE : unforeseen(error))));
      question.value ||= text;
    }
  }
  outcome.removeAttribute("aria-busy");
  asking = null;
  updateButtons();
}

async function streamed(text, signal, draft) {
  const response = await call("/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ question: text, filters: filters(), history, stream: true }),
    signal,
  });
  if (!response.ok) throw failure(await readProblem(response));
  for await (const { name, data } of readEvents(response)) {
    if (name === "queue") draft.queue(data);
    else if (name === "sources") draft.found(data);
    else if (name === "token") draft.token(data);
    else if (name === "citation") draft.citation(data);
    else if (name === "error") throw failure(data);
    else if (name === "answer") return data;
  }
  throw failure(CUT_OFF);
}

function announceVerdict(answer, withdrawn, spoken) {
  announce(`${STATUS[answer.status]}. ${counted(answer.citations.length, "quotation")}.`);
  if (withdrawn.length) announce(`Withdrawn after checking: ${withdrawn.join(" ")}`);
  if (!spoken || withdrawn.length) announce(answer.answer);
}

function problemNotice({ detail }) {
  return element("div", { class: "notice problem", role: "alert" }, element("strong", {}, "No answer."), ` ${detail}`);
}

function unforeseen(error) {
  console.error(error);
  return { detail: "The page failed to show the answer; the browser's console tells why." };
}

async function pollReadiness() {
  const notice = byId("readiness");
  let wait = 1000;
  try {
    const response = await call("/readyz");
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
  else describeCollection();
}

function show(notice, message) {
  // Unchanged text is not set again, or screen readers would read it out every second.
  if (notice.textContent !== (message ?? "")) notice.textContent = message ?? "";
  notice.hidden = !message;
}

// What is in the collection is a convenience; a server that has gone since is told of by the next question.
async function describeCollection() {
  try {
    const [listing, outlets] = await Promise.all([call("/articles?limit=1"), call("/sources")]);
    // A server without a list of sources is one that takes no uploads either.
    allowUploads(outlets.ok, describeCollection);
    if (outlets.ok) offerSources((await outlets.json()).sources);
    if (listing.ok) welcome((await listing.json()).total, outlets.ok);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

function welcome(total, uploads) {
  byId("collection").textContent = counted(total, "article");
  byId("welcome").textContent = total
    ? `Ask about anything in the ${counted(total, "article")}. Each sentence of an answer shows the quotation it rests on; ` +
      "what the articles do not say is not answered."
    : `There are no articles yet. ${uploads ? "Drop some on this page" : "Add some with `byline index`"}, then ask.`;
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
updateButtons();
pollReadiness();
