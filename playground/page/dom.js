// Small helpers: elements without innerHTML, requests with clear errors, dates in the office's zone.
import { locale, t } from "./words.js";

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "style") element.style.cssText = value; // as an attribute the content policy would refuse it
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name in element && !name.startsWith("aria") && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export const $ = (id) => document.getElementById(id);

export async function get(path) {
  return finish(await fetch(path));
}

export async function post(path, data = {}) {
  return finish(await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) }));
}

export async function upload(path, blob, query) {
  const params = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== ""));
  return finish(await fetch(`${path}?${params}`, { method: "POST", headers: { "Content-Type": blob.type || "application/octet-stream" }, body: blob }));
}

async function finish(response) {
  const data = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Error(data.error || response.statusText);
  return data;
}

let noticeTimer;
export function notice(text, lasting = 5000) {
  const element = $("notice");
  element.textContent = text;
  element.classList.toggle("shown", Boolean(text));
  clearTimeout(noticeTimer);
  if (text && lasting) noticeTimer = setTimeout(() => element.classList.remove("shown"), lasting);
}

export const attempt = (action) => async (...values) => {
  try {
    return await action(...values);
  } catch (error) {
    notice(error.message);
    return undefined;
  }
};

const zoneOf = { name: "UTC" };
export const setZone = (zone) => { zoneOf.name = zone; };

function written(moment, options) {
  return new Intl.DateTimeFormat(locale() === "en" ? "en-GB" : "es-CL", { timeZone: zoneOf.name, hourCycle: "h23", ...options }).format(moment);
}
export const hour = (moment) => written(moment, { hour: "2-digit", minute: "2-digit" });
export const day = (moment) => written(moment, { weekday: "long", day: "numeric", month: "long" });
export const shortDay = (moment) => written(moment, { weekday: "short", day: "numeric", month: "short" }).replace(/[.,]/g, "");
export const dayKey = (moment) => written(moment, { year: "numeric", month: "2-digit", day: "2-digit" });
export function localInput(moment) {
  const part = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: zoneOf.name, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }).formatToParts(moment).map((item) => [item.type, item.value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toLocaleString(locale(), { maximumFractionDigits: 1 })} MB`;
}

export const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
export const hue = (text) => [...text].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 360, 7);

// A modal dialog that removes itself; the form's submit gives the values.
export function dialog(title, fields, { submit = t("send"), extra = [], onsubmit } = {}) {
  const form = h("form", { method: "dialog", class: "dialog-form" }, h("h2", {}, title), ...fields);
  const element = h("dialog", { class: "dialog", "aria-label": title }, form);
  const close = () => { element.close(); element.remove(); };
  form.append(h("div", { class: "dialog-buttons" },
    ...extra,
    h("button", { type: "button", class: "quiet", onclick: close }, onsubmit ? t("cancel") : t("close")),
    onsubmit && h("button", { class: "strong", "data-testid": "dialog-ok" }, submit)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    close();
    if (onsubmit) await attempt(onsubmit)(values);
  });
  element.addEventListener("close", () => element.remove());
  document.body.append(element);
  element.showModal();
  return close;
}

export function field(label, name, props = {}, tag = "input") {
  return h("label", { class: "field" }, h("span", {}, label), h(tag, { name, ...props }));
}
