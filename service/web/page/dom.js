// Builds elements. Articles and answers are untrusted: text goes in as text nodes only, never as markup.

export const byId = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function button(label, attributes, onClick) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", () => onClick(made));
  return made;
}

// A link only for web addresses: an article may carry a `javascript:` URL.
export function webLink(address, label) {
  if (!URL.canParse(address) || !["http:", "https:"].includes(new URL(address).protocol)) return null;
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

// Outlet, author and date, each by itself: a right-to-left mark in one must not turn the others around.
export function byline(article) {
  const parts = bylineParts(article).map((part) => element("bdi", {}, part));
  return element("span", { class: "byline" }, ...parts.flatMap((part, i) => (i ? [" · ", part] : [part])));
}

export function bylineParts({ source, author, published }) {
  return [source, author, longDate(published)].filter(Boolean);
}

export function longDate(published) {
  if (!published) return null;
  const [year, month, day] = published.split("-").map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

export function counted(number, noun) {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}

// All offsets count Unicode code points; JavaScript's strings count UTF-16 units, two for each emoji.
export function codePoints(text) {
  const points = Array.from(text);
  return { length: points.length, slice: (start, end) => points.slice(start, end).join("") };
}

// Tells screen readers, after what they are saying; a log reads each new line once.
export function announce(message) {
  const log = byId("announcer");
  log.append(element("p", {}, message));
  while (log.childElementCount > 12) log.firstChild.remove();
}
