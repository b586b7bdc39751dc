// Speaks with the server: the key, if it asks for one, and what went wrong in words.

import { byId } from "./dom.js";

export const UNREACHABLE = { detail: "The server cannot be reached. Is it still running?" };
const KEY = "byline-key";
let asking = null;

// Fetches with the key; asks for it when the server does. Rejects with a TypeError when the server is away.
export async function call(path, options = {}) {
  for (;;) {
    const key = sessionStorage.getItem(KEY);
    const headers = { ...options.headers, ...(key ? { Authorization: `Bearer ${key}` } : {}) };
    const response = await fetch(path, { ...options, headers });
    if (response.status !== 401) return response;
    // Another request may have got the key meanwhile.
    if (sessionStorage.getItem(KEY) !== key) continue;
    asking ??= askForKey(key !== null).finally(() => (asking = null));
    if (!(await asking)) return response;
  }
}

// The problem document of a response, or one that says as much when something else came.
export async function readProblem(response) {
  const kind = response.headers.get("content-type") ?? "";
  if (!kind.startsWith("application/problem+json")) {
    return { detail: `The server answered ${response.status} without saying why.` };
  }
  const problem = await response.json();
  const faults = (problem.errors ?? []).map(({ detail }) => detail).filter((detail) => !problem.detail.includes(detail));
  return { ...problem, detail: [problem.detail, ...faults].join(" ") };
}

function askForKey(refused) {
  const dialog = byId("key-dialog");
  const field = byId("key");
  byId("key-problem").hidden = !refused;
  field.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        const key = dialog.returnValue === "given" ? field.value.trim() : "";
        if (key) sessionStorage.setItem(KEY, key);
        resolve(key !== "");
      },
      { once: true },
    );
  });
}

byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  byId("key-dialog").close("given");
});
byId("key-cancel").addEventListener("click", () => byId("key-dialog").close());
