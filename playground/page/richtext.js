// Text with Telegram entities → nodes. Offsets count UTF-16 units, as strings do here.
import { h } from "./dom.js";

const SAFE = /^(https?:|tg:|mailto:|tel:)/i;

export function richText(text, entities, act) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, act);
}

function build(text, from, to, entities, act) {
  const nodes = [];
  let at = from;
  for (let place = 0; place < entities.length; place += 1) {
    const entity = entities[place];
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (begin >= end || entity.offset < at) continue;
    if (begin > at) nodes.push(text.slice(at, begin));
    const inner = entities.slice(place + 1).filter((other) => other.offset < end);
    nodes.push(wrap(entity, text.slice(begin, end), build(text, begin, end, inner, act), act));
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

function wrap(entity, text, children, act) {
  const tag = TAGS[entity.type];
  if (tag) return h(tag, {}, children);
  switch (entity.type) {
    case "expandable_blockquote":
      return h("blockquote", { class: "folded", onclick: (event) => event.currentTarget.classList.toggle("folded") }, children);
    case "spoiler":
      return h("span", { class: "spoiler", role: "button", tabindex: "0", onclick: (event) => event.currentTarget.classList.add("open") }, children);
    case "text_link":
      return link(entity.url, children, act);
    case "url":
      return link(/^https?:/i.test(text) ? text : `http://${text}`, children, act);
    case "email":
      return link(`mailto:${text}`, children);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/g, "")}`, children);
    case "bot_command":
      return h("button", { type: "button", class: "command", onclick: () => act?.command?.(text) }, children);
    case "mention": case "hashtag": case "text_mention":
      return h("span", { class: "mention" }, children);
    default:
      return h("span", {}, children);
  }
}

function link(url, children, act) {
  if (!SAFE.test(url ?? "")) return h("span", {}, children);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url, onclick: (event) => act?.link?.(url) && event.preventDefault() }, children);
}
