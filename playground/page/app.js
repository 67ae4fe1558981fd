// Puts the page together and keeps it live.
import { Clock } from "./clock.js";
import { $, attempt, get, h, hue, initials, notice, setZone } from "./dom.js";
import { Mailbox } from "./mailbox.js";
import { Phone } from "./phone.js";
import { Tray } from "./tray.js";
import { Troubles } from "./trouble.js";
import { locale, setLanguage, t } from "./words.js";

const WIDE = matchMedia("(min-width: 900px)");
const SIDES = ["mail", "tray", "trouble"];
const ICONS = { phones: "💬", mail: "✉️", tray: "🖨️", trouble: "⚡" };
// The page keeps nothing in the browser: what is open stands in the address.
const address = new URLSearchParams(location.hash.slice(1));
const state = { view: address.get("v") ?? "phones", open: (address.get("p") ?? "").split(",").filter(Boolean), unread: {}, mail: 0 };
const phones = new Map();
let world;
let mailbox;
let clock;
let panels;

setLanguage(address.get("lang") ?? (navigator.language.startsWith("en") ? "en" : "es"));

function remember() {
  history.replaceState(null, "", `#${new URLSearchParams({ p: state.open.join(","), v: state.view, lang: locale() })}`);
}

const personOf = (chat) => world.people.find((person) => person.telegram_id === chat);

function shownPeople() {
  return WIDE.matches ? state.open : state.open.slice(0, 1);
}

function drawPeople() {
  const shown = shownPeople();
  $("people").setAttribute("aria-label", t("people"));
  $("people").replaceChildren(...world.people.map((person) => {
    const count = state.unread[person.id] ?? 0;
    return h("button", { type: "button", class: "person", "data-testid": `person-${person.id}`, "aria-pressed": String(shown.includes(person.id)), title: person.role, onclick: () => choose(person.id) },
      h("span", { class: "avatar small", style: `--hue:${hue(person.id)}` }, initials(person.name)), h("span", {}, person.name.split(" ")[0]), count > 0 && h("span", { class: "badge", "data-testid": `unread-${person.id}` }, String(count)));
  }));
}

function drawRack() {
  const shown = shownPeople();
  for (const id of shown) {
    if (!phones.has(id)) phones.set(id, new Phone(world.people.find((person) => person.id === id), world, bring));
    if (WIDE.matches || state.view === "phones") delete state.unread[id];
  }
  const wanted = shown.map((id) => phones.get(id).element);
  const present = [...$("rack").children];
  if (wanted.length !== present.length || wanted.some((element, place) => element !== present[place])) {
    $("rack").replaceChildren(...wanted);
    shown.forEach((id) => phones.get(id).bottom());
  }
  drawPeople();
  if (!WIDE.matches) $("people").querySelector("[aria-pressed=true]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  remember();
}

function choose(id) {
  const open = state.open.includes(id);
  if (!WIDE.matches) state.open = [id, ...state.open.filter((other) => other !== id)];
  else if (!open) state.open = [...state.open, id];
  else if (state.open.length > 1) state.open = state.open.filter((other) => other !== id);
  drawRack();
  if (WIDE.matches && !open) phones.get(id).element.scrollIntoView({ inline: "end", behavior: "smooth" });
}

// Show somebody's phone, without putting another one away.
function bring(id) {
  if (!shownPeople().includes(id)) choose(id);
}

function drawNav() {
  const side = WIDE.matches && state.view === "phones" ? "mail" : state.view;
  const names = WIDE.matches ? SIDES : ["phones", ...SIDES];
  $("nav").setAttribute("aria-label", t("views"));
  $("nav").replaceChildren(...names.map((name) => h("button", { type: "button", "data-testid": `view-${name}`, "aria-current": name === side ? "page" : undefined, onclick: () => view(name) },
    h("span", { "aria-hidden": "true" }, ICONS[name]), h("span", {}, t(name)), name === "mail" && state.mail > 0 && h("span", { class: "badge" }, String(state.mail)),
    name === "phones" && Object.keys(state.unread).length > 0 && h("span", { class: "badge" }, "•"))));
  $("phones").hidden = !WIDE.matches && state.view !== "phones";
  for (const name of SIDES) {
    const was = $(name).hidden;
    $(name).hidden = name !== side;
    if (was && !$(name).hidden) panels[name].opened();
  }
}

function view(name) {
  state.view = name;
  drawNav();
  drawRack();
}

function drawWords() {
  $("title").textContent = world.title;
  document.title = `${world.title} · ${t("subtitle")}`;
  $("subtitle").textContent = t("subtitle");
  $("language").textContent = locale() === "es" ? "EN" : "ES";
  $("language").setAttribute("aria-label", t("language"));
  $("language").title = t("language");
}

function rebuild() {
  drawWords();
  phones.clear();
  $("rack").replaceChildren();
  SIDES.forEach((name) => { $(name).hidden = true; });
  panels = { mail: mailbox = new Mailbox($("mail"), world, unreadMail), tray: new Tray($("tray"), world), trouble: new Troubles($("trouble"), world) };
  drawNav();
  drawRack();
  if (clock) { delete $("clock").dataset.shown; clock.draw(); }
}

function unreadMail(count) {
  if (count === state.mail) return;
  state.mail = count;
  drawNav();
}

function unread(message) {
  const person = personOf(message.chat.id);
  const seen = shownPeople().includes(person?.id) && (WIDE.matches || state.view === "phones");
  if (!person || seen || !message.from.is_bot) return;
  state.unread[person.id] = (state.unread[person.id] ?? 0) + 1;
  drawPeople();
  drawNav();
}

const EVENTS = {
  message(event) {
    const person = personOf(event.chat);
    const phone = person && phones.get(person.id);
    const fresh = !event.message.edit_date && !phone?.messages.has(event.message.message_id);
    phone?.whenLoaded(() => phone.receive(event.message));
    if (fresh) unread(event.message);
  },
  deleted(event) {
    const phone = phones.get(personOf(event.chat)?.id);
    phone?.whenLoaded(() => phone.forget(event.message_id));
  },
  chat(event) {
    const phone = phones.get(personOf(event.chat)?.id);
    phone?.whenLoaded(() => phone.state(event));
  },
  action: (event) => phones.get(personOf(event.chat)?.id)?.typing(),
  reaction: (event) => phones.get(personOf(event.chat)?.id)?.reacted(event),
  answer: (event) => phones.get(event.person)?.answered(event),
  commands: () => phones.forEach((phone) => phone.load()),
  mail: () => mailbox.load(),
  clock: (event) => clock.set(event),
  trouble: () => { if (!$("trouble").hidden) panels.trouble.opened(); },
  reload: () => { phones.forEach((phone) => phone.load()); mailbox.load(); },
};

function listen() {
  const stream = new EventSource("/api/events");
  let lost = false;
  stream.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    EVENTS[event.type]?.(event);
  };
  stream.onopen = () => {
    document.documentElement.dataset.live = "yes";
    if (!lost) return;
    lost = false;
    notice("");
    EVENTS.reload();
    clock.load();
  };
  stream.onerror = () => {
    lost = true;
    delete document.documentElement.dataset.live;
    notice(t("lost"), 0);
    // A stopped server answers nothing for a while; the browser gives up after a refused answer, so start anew.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

attempt(async () => {
  world = await get("/api/world");
  setZone(world.zone);
  state.open = state.open.filter((id) => world.people.some((person) => person.id === id));
  if (!state.open.length) state.open = world.people.slice(0, innerWidth >= 1400 ? 2 : 1).map((person) => person.id);
  clock = new Clock($("clock"), world);
  rebuild();
  WIDE.addEventListener("change", () => { drawNav(); drawRack(); });
  $("language").addEventListener("click", () => {
    setLanguage(locale() === "es" ? "en" : "es");
    rebuild();
  });
  listen();
})();
