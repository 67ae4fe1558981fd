// One bubble: quote, file, text, buttons, actions.
import { h, hour, initials, size } from "./dom.js";
import { richText } from "./richtext.js";
import { t } from "./words.js";

const fileUrl = (file, name) => `/api/files/${encodeURIComponent(file.file_id)}/${encodeURIComponent(name || file.file_name || "file")}`;

export function summary(message) {
  const kind = ["photo", "voice", "video", "audio", "sticker", "location", "contact"].find((name) => message[name]);
  const label = kind ? t(kind) : message.document ? message.document.file_name || t("document") : "";
  return (message.text || message.caption || label || "…").replace(/\s+/g, " ").slice(0, 120);
}

function originName(origin) {
  const user = origin.sender_user;
  return origin.sender_user_name || (user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : "?");
}

function documentCard(file, icon) {
  const kind = (file.file_name || "").split(".").pop().slice(0, 4).toUpperCase();
  return h("a", { class: "file", href: fileUrl(file), target: "_blank", rel: "noopener", "data-testid": "file" },
    h("span", { class: "file-icon", "aria-hidden": "true" }, icon || kind || "📄"),
    h("span", { class: "file-name" }, file.file_name || t("document"), h("small", {}, size(file.file_size ?? 0))));
}

function media(message) {
  if (message.photo) {
    const photo = message.photo[message.photo.length - 1];
    const image = h("img", { src: fileUrl(photo, "photo"), alt: message.caption || t("photo"), loading: "lazy", width: String(photo.width), height: String(photo.height) });
    return h("a", { class: "photo", href: fileUrl(photo, "photo"), target: "_blank", rel: "noopener" }, image);
  }
  if (message.voice || message.audio) {
    const sound = message.voice || message.audio;
    return h("div", { class: "sound" }, h("span", {}, message.voice ? `🎤 ${t("voice")}` : `🎵 ${sound.file_name || t("audio")}`),
      h("audio", { controls: true, preload: "none", src: fileUrl(sound, "sound"), "aria-label": t(message.voice ? "voice" : "audio") }));
  }
  if (message.sticker) return h("div", { class: "sticker", "aria-label": t("sticker") }, message.sticker.emoji || "🙂");
  if (message.video || message.animation) {
    const film = message.animation || message.video;
    return documentCard({ ...film, file_name: film.file_name || t("video") }, "▶");
  }
  if (message.document) return documentCard(message.document);
  if (message.location) {
    const { latitude, longitude } = message.location;
    return h("div", { class: "place" }, h("div", { class: "map", "aria-hidden": "true" }, "📍"), h("span", {}, `${t("location")} · ${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
  }
  if (message.contact) {
    const name = [message.contact.first_name, message.contact.last_name].filter(Boolean).join(" ");
    return h("div", { class: "contact" }, h("span", { class: "avatar small" }, initials(name)), h("span", {}, name, h("small", {}, message.contact.phone_number)));
  }
  return null;
}

function inlineButton(button, message, act) {
  const common = { class: "inline", "data-testid": "inline-button" };
  if (button.callback_data) {
    return h("button", { ...common, type: "button", dataset: { callback: button.callback_data }, onclick: (event) => act.tap(message, button, event.currentTarget) }, button.text);
  }
  if (button.url && /^(https?|tg):/i.test(button.url)) return h("a", { ...common, href: button.url, target: "_blank", rel: "noopener noreferrer", onclick: (event) => act.link(button.url) && event.preventDefault() }, button.text, h("i", { "aria-hidden": "true" }, " ↗"));
  if (button.copy_text) return h("button", { ...common, type: "button", onclick: () => act.copy(button.copy_text.text) }, button.text, h("i", { "aria-hidden": "true" }, " ⧉"));
  return h("button", { ...common, type: "button", disabled: true }, button.text);
}

function actions(message, own, act) {
  const make = (name, action) => h("button", { type: "button", onclick: () => action(message) }, t(name));
  return h("div", { class: "actions", role: "group", "aria-label": t("actions") },
    make("reply", act.reply), own && (message.text !== undefined || message.caption !== undefined) && make("edit", act.edit), make("forward", act.forward),
    (message.text || message.caption) && make("copy", () => act.copy(message.text || message.caption)), make("remove", act.remove));
}

export function renderMessage(message, own, act) {
  const quoted = message.reply_to_message;
  const text = message.text ?? message.caption;
  const when = new Date(message.date * 1000);
  const members = message.new_chat_members && `+ ${message.new_chat_members.map((user) => user.first_name).join(", ")}`;
  // Inside the text, so that it shares the last line where there is room.
  const stamp = h("span", { class: "when" }, message.edit_date ? h("em", {}, `${t("edited")} `) : null, h("time", { datetime: when.toISOString() }, hour(when)));
  const more = h("button", { type: "button", class: "more", "aria-label": t("actions"), "aria-expanded": "false" }, "⋯");
  const bubble = h("div", { class: "bubble" },
    message.forward_origin && h("p", { class: "origin" }, t("forwarded", originName(message.forward_origin))),
    quoted && h("button", { type: "button", class: "quote", onclick: () => act.show(quoted.message_id) }, h("b", {}, quoted.from?.first_name ?? ""), h("span", {}, summary(quoted))),
    media(message),
    text ? h("div", { class: "text" }, richText(text, message.entities ?? message.caption_entities, act), stamp) : [members && h("div", { class: "text" }, members), stamp],
    more);
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const article = h("article", { class: `message ${own ? "own" : "theirs"}${message.sticker ? " bare" : ""}`, "data-testid": `message-${message.message_id}`, dataset: { id: String(message.message_id) } },
    bubble,
    rows.length > 0 && h("div", { class: "inline-keyboard" }, rows.map((row) => h("div", { class: "inline-row" }, row.map((button) => inlineButton(button, message, act))))));
  more.addEventListener("click", () => {
    const open = article.querySelector(".actions");
    more.setAttribute("aria-expanded", String(!open));
    if (open) open.remove();
    else {
      bubble.after(actions(message, own, act));
      article.scrollIntoView({ block: "nearest" });
    }
  });
  return article;
}
