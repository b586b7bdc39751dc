// Adds articles: chosen or dropped files go to the server, whose job tells how far it is.

import { UNREACHABLE, call, readProblem } from "./api.js";
import { announce, byId, button, counted, element } from "./dom.js";

const POLL_MS = 500;
const picker = byId("files");
const report = byId("upload");
let enabled = false;
let busy = false;
let afterwards = () => {};

// `done` is called when the collection has changed.
export function allowUploads(allowed, done) {
  enabled = allowed;
  afterwards = done;
  byId("add").hidden = !allowed;
}

const failure = (problem) => Object.assign(new Error(), { problem });

async function upload(files) {
  if (busy || !files.length) return;
  busy = true;
  byId("add").disabled = true;
  try {
    const body = new FormData();
    for (const file of files) body.append("files", file);
    progress(`Sending ${counted(files.length, "file")}…`);
    finished(await followed(await sent(body)));
  } catch (failure) {
    failed(failure.problem ?? UNREACHABLE);
  }
  busy = false;
  byId("add").disabled = false;
}

async function sent(body) {
  const response = await call("/articles", { method: "POST", body });
  if ([404, 405].includes(response.status)) throw failure({ detail: "This server takes no articles over the page; use `byline index`." });
  if (!response.ok) throw failure(await readProblem(response));
  return response.headers.get("Location") ?? `/jobs/${encodeURIComponent((await response.json()).id)}`;
}

async function followed(address) {
  for (;;) {
    const response = await call(address);
    if (!response.ok) throw failure(await readProblem(response));
    const job = await response.json();
    if (job.state === "done") return job;
    if (job.state === "failed") throw failure({ detail: job.error ?? "The server did not say why." });
    progress(job.state === "queued" ? "Waiting to be indexed…" : `Indexing: ${job.done} of ${counted(job.total, "article")}`, job);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function progress(message, { done = 0, total = 0 } = {}) {
  const old = report.querySelector("progress");
  const bar = old ?? element("progress", { "aria-label": "Adding articles" });
  if (total) Object.assign(bar, { max: total, value: done });
  else bar.removeAttribute("value");
  if (old) report.querySelector(".line").textContent = message;
  else show("busy", element("span", { class: "line" }, message), bar);
}

function finished({ added, changed, unchanged, skipped }) {
  const parts = [
    [added, "added"],
    [changed, "changed"],
    [unchanged, "already there"],
    [skipped, "skipped"],
  ].flatMap(([items, what]) => (items.length ? [`${items.length} ${what}`] : []));
  const reasons = skipped.map(({ path, reason }) => element("li", {}, element("bdi", { class: "path" }, path), ` ${reason}`));
  const message = parts.join(", ") || "Nothing to add";
  show(skipped.length ? "" : "good", element("strong", {}, `${message}.`), ...(reasons.length ? [element("ul", {}, ...reasons)] : []));
  announce(`Articles: ${message}.`);
  afterwards();
}

function failed({ detail }) {
  show("problem", element("strong", {}, "Not added."), ` ${detail}`);
  announce(`Not added. ${detail}`);
}

function show(kind, ...content) {
  report.className = `notice ${kind}`;
  const dismiss = button("×", { class: "dismiss", "aria-label": "Dismiss" }, () => {
    report.hidden = true;
    byId("add").focus();
  });
  report.replaceChildren(element("div", {}, ...content), ...(content.some((node) => node.tagName === "PROGRESS") ? [] : [dismiss]));
  report.hidden = false;
}

byId("add").addEventListener("click", () => picker.click());
picker.addEventListener("change", () => {
  const files = [...picker.files];
  picker.value = "";
  upload(files);
});

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
const cover = (shown) => (byId("drop").hidden = !shown);
// Files dropped beside a target would replace the page, and the conversation with it.
addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = enabled && !busy ? "copy" : "none";
  cover(enabled && !busy);
});
addEventListener("dragleave", (event) => event.relatedTarget || cover(false));
addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  cover(false);
  if (enabled) upload([...event.dataTransfer.files]);
});
