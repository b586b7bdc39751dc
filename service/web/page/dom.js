// Builds elements. Articles and answers are untrusted: text goes in as text nodes only, never as markup.

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

export function longDate(published) {
  if (!published) return null;
  const [year, month, day] = published.split("-").map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

export function byline(article) {
  return [article.source, article.author, longDate(article.published)].filter(Boolean).join(" · ");
}

// All offsets count Unicode code points; JavaScript's strings count UTF-16 units, two for each emoji.
export function codePoints(text) {
  const points = Array.from(text);
  return { length: points.length, slice: (start, end) => points.slice(start, end).join("") };
}
