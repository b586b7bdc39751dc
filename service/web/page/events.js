// Reads server-sent events from a fetch: EventSource cannot POST.

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    yield* parts;
  }
}

export async function* readEvents(response) {
  let name = "";
  let data = [];
  for await (const raw of lines(response.body)) {
    const line = raw.replace(/\r$/, "");
    if (line === "" && data.length) {
      yield { name, data: JSON.parse(data.join("\n")) };
      data = [];
    } else if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
}
