// One phone: a chat between a person and the bot.
import { Attach } from "./attach.js";
import { attempt, day, dayKey, dialog, get, h, hue, initials, notice, post } from "./dom.js";
import { renderMessage, summary } from "./message.js";
import { t } from "./words.js";

const TYPING = 5500;
const PATIENCE = 12000;

export class Phone {
  constructor(person, world, choose) {
    this.person = person;
    this.world = world;
    this.bot = world.bot;
    this.choose = choose;
    this.messages = new Map();
    this.commands = [];
    this.replyTo = null;
    this.editing = null;
    this.waiting = new Map();
    this.act = {
      tap: attempt((message, button, element) => this.tap(message, button, element)),
      command: (text) => this.say(text),
      reply: (message) => this.mode({ reply: message }),
      edit: (message) => this.mode({ edit: message }),
      forward: attempt((message) => post(`${this.base}/forward`, { message_id: message.message_id })),
      remove: attempt((message) => post(`${this.base}/delete`, { message_id: message.message_id })),
      copy: (text) => navigator.clipboard?.writeText(text).then(() => notice(t("copied"), 1500), () => {}),
      show: (id) => this.show(id),
      link: (url) => this.invitation(url),
    };
    this.build();
    this.load();
  }

  get base() { return `/api/chats/${this.person.id}`; }

  build() {
    const name = this.bot.first_name;
    this.status = h("small", {}, `@${this.bot.username}`);
    this.list = h("div", { class: "messages", role: "log", "aria-label": t("message"), tabindex: "0" });
    this.toastElement = h("div", { class: "toast", role: "status" });
    this.banner = h("div", { class: "banner", hidden: true });
    this.attach = new Attach(this);
    this.menu = h("div", { class: "sheet menu", hidden: true, role: "group", "aria-label": t("commands") });
    this.keys = h("div", { class: "keys", hidden: true, role: "group", "aria-label": t("keyboard") });
    this.composer = h("textarea", { class: "composer", rows: "1", placeholder: t("message"), "aria-label": t("message"), "data-testid": "composer", maxlength: "8192", oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.sendButton = h("button", { type: "button", class: "round strong", "aria-label": t("send"), title: t("send"), "data-testid": "send", onclick: () => this.submit() }, "➤");
    this.menuButton = h("button", { type: "button", class: "round", "aria-label": t("commands"), title: t("commands"), "data-testid": "commands", onclick: () => this.toggleMenu() }, "☰");
    this.keysButton = h("button", { type: "button", class: "round", hidden: true, "aria-label": t("keyboard"), title: t("keyboard"), onclick: () => { this.keys.hidden = !this.keys.hidden; } }, "⌨");
    this.form = h("div", { class: "writing" }, this.menuButton, this.composer, this.keysButton,
      h("button", { type: "button", class: "round", "aria-label": t("attach"), title: t("attach"), "data-testid": "attach", onclick: () => { this.menu.hidden = true; this.attach.toggle(); } }, "📎"), this.sendButton);
    this.startButton = h("button", { type: "button", class: "start strong", hidden: true, "data-testid": "start", onclick: () => this.begin() }, t("start"));
    this.element = h("section", { class: "phone", "aria-label": t("phoneOf", this.person.name), "data-testid": `phone-${this.person.id}` },
      h("div", { class: "owner" }, h("span", { class: "avatar small", style: `--hue:${hue(this.person.id)}` }, initials(this.person.name)), h("b", {}, this.person.name), h("span", {}, this.person.role || (this.person.stranger ? t("role") : ""))),
      h("header", { class: "chat-head" }, h("span", { class: "avatar", style: "--hue:158" }, initials(name)), h("div", {}, h("b", {}, name), this.status),
        h("button", { type: "button", class: "round", "aria-label": t("more"), title: t("more"), onclick: () => this.options() }, "⋮")),
      h("div", { class: "screen" }, this.list, this.toastElement),
      h("footer", { class: "foot" }, this.menu, this.attach.element, this.banner, this.form, this.startButton, this.keys));
  }

  load = attempt(async () => {
    // What happens while the answer is under way may be missing in it: it is applied afterwards.
    const late = this.late = [];
    const chat = await get(this.base).finally(() => { if (this.late === late) this.late = null; });
    if (this.late) return;
    this.chat = chat.chat;
    this.commands = chat.commands;
    this.messages = new Map(chat.messages.map((message) => [message.message_id, message]));
    this.list.replaceChildren();
    this.lastDay = "";
    chat.messages.forEach((message) => this.append(message));
    if (!chat.messages.length) this.list.append(h("p", { class: "empty" }, t("empty")));
    this.state(chat);
    late.forEach((apply) => apply());
    this.bottom();
  });

  whenLoaded(apply) {
    if (this.late) this.late.push(apply);
    else apply();
  }

  state({ keyboard, started, blocked }) {
    const open = started && !blocked;
    this.form.hidden = !open;
    this.startButton.hidden = open;
    this.startButton.textContent = blocked ? t("unblock") : t("start");
    this.blocked = blocked;
    this.keyboard(open ? keyboard : null);
  }

  keyboard(markup) {
    const rows = markup?.keyboard ?? [];
    this.keys.hidden = this.keysButton.hidden = rows.length === 0;
    this.composer.placeholder = markup?.input_field_placeholder || t("message");
    this.keys.replaceChildren(...rows.map((row) => h("div", { class: "keys-row" }, row.map((button) => h("button", { type: "button", "data-testid": "key", onclick: () => this.press(button) }, button.text)))));
  }

  press(button) {
    if (button.request_contact) this.attach.own();
    else if (button.request_location) this.attach.location();
    else this.say(button.text);
  }

  append(message) {
    this.list.querySelector(".empty")?.remove();
    const when = new Date(message.date * 1000);
    const key = dayKey(when);
    if (key !== this.lastDay) {
      this.lastDay = key;
      this.list.append(h("p", { class: "day" }, h("span", {}, day(when))));
    }
    this.list.append(renderMessage(message, message.from.id === this.person.telegram_id, this.act));
  }

  receive(message) {
    const old = this.node(message.message_id);
    const near = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 160;
    this.messages.set(message.message_id, message);
    if (old) old.replaceWith(renderMessage(message, message.from.id === this.person.telegram_id, this.act));
    else this.append(message);
    if (message.from.is_bot) this.typing(false);
    if (near || (!old && !message.from.is_bot)) this.bottom();
  }

  forget(id) {
    this.messages.delete(id);
    this.node(id)?.remove();
  }

  node(id) { return this.list.querySelector(`[data-id="${id}"]`); }
  bottom() { requestAnimationFrame(() => { this.list.scrollTop = this.list.scrollHeight; }); }

  show(id) {
    const node = this.node(id);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1200);
  }

  typing(on = true) {
    clearTimeout(this.typingTimer);
    this.status.textContent = on ? t("typing") : `@${this.bot.username}`;
    this.status.classList.toggle("busy", on);
    if (on) this.typingTimer = setTimeout(() => this.typing(false), TYPING);
  }

  async tap(message, button, element) {
    element.classList.add("waiting");
    clearTimeout(this.waiting.get(message.message_id));
    this.waiting.set(message.message_id, setTimeout(() => this.settle(message.message_id), PATIENCE));
    try {
      await post(`${this.base}/tap`, { message_id: message.message_id, data: button.callback_data });
    } catch (error) {
      this.settle(message.message_id);
      throw error;
    }
  }

  settle(id) {
    clearTimeout(this.waiting.get(id));
    this.waiting.delete(id);
    this.node(id)?.querySelectorAll(".waiting").forEach((element) => element.classList.remove("waiting"));
  }

  answered({ message_id: id, text, alert }) {
    this.settle(id);
    if (!text) return;
    if (alert) {
      dialog(this.bot.first_name, [h("p", { class: "alert", "data-testid": "alert" }, text)]);
      return;
    }
    this.toastElement.textContent = text;
    this.toastElement.classList.add("shown");
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.toastElement.classList.remove("shown"), 3500);
  }

  typed() {
    this.composer.style.height = "auto";
    this.composer.style.height = `${Math.min(this.composer.scrollHeight, 140)}px`;
    const text = this.composer.value;
    if (/^\/\w*$/.test(text)) this.showMenu(text.slice(1));
    else this.menu.hidden = true;
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      this.mode({});
      this.menu.hidden = true;
      this.attach.toggle(false);
    }
  }

  toggleMenu() {
    this.attach.toggle(false);
    if (this.menu.hidden) this.showMenu("");
    else this.menu.hidden = true;
  }

  showMenu(begin) {
    const found = this.commands.filter(({ command }) => command.startsWith(begin.toLowerCase()));
    this.menu.hidden = found.length === 0;
    this.menu.replaceChildren(...found.map(({ command, description }) => h("button", { type: "button", onclick: () => this.say(`/${command}`) }, h("b", {}, `/${command}`), h("span", {}, description))));
  }

  mode({ reply = null, edit = null }) {
    this.replyTo = reply;
    if (edit || this.editing) this.composer.value = edit ? edit.text ?? edit.caption ?? "" : "";
    this.editing = edit;
    this.sendButton.textContent = edit ? "✓" : "➤";
    this.sendButton.setAttribute("aria-label", t(edit ? "save" : "send"));
    const shown = reply || edit;
    this.banner.hidden = !shown;
    this.banner.replaceChildren(...(shown ? [h("div", {}, h("b", {}, t(edit ? "editing" : "replying")), h("span", {}, summary(shown))), h("button", { type: "button", class: "round", "aria-label": t("cancel"), onclick: () => this.mode({}) }, "✕")] : []));
    this.list.querySelectorAll(".actions").forEach((element) => element.remove());
    if (shown) this.composer.focus();
    this.typed();
  }

  takeReply() {
    const id = this.replyTo?.message_id;
    if (id) this.mode({});
    return id;
  }

  submit = attempt(async () => {
    const text = this.composer.value.trim();
    if (!text) return;
    if (this.editing) {
      const id = this.editing.message_id;
      this.mode({});
      await post(`${this.base}/edit`, { message_id: id, text });
      return;
    }
    this.composer.value = "";
    this.typed();
    await this.say(text, text);
  });

  say = attempt(async (text, draft) => {
    this.menu.hidden = true;
    try {
      await post(`${this.base}/say`, { text, reply_to: this.takeReply() });
    } catch (error) {
      if (draft) this.composer.value = draft;
      throw error;
    }
  });

  // A link that starts the bot is for a phone, not for a browser tab; whose phone, only the person here knows.
  invitation(url) {
    const found = url.match(/^(?:https?:\/\/(?:t|telegram)\.me\/|tg:\/\/resolve\?domain=)([A-Za-z0-9_]+)[?&]start=([A-Za-z0-9_-]{1,64})$/);
    if (!found || found[1].toLowerCase() !== this.bot.username.toLowerCase()) return false;
    const open = attempt(async (person) => {
      close();
      this.choose(person.id);
      await post(`/api/chats/${person.id}/say`, { text: `/start ${found[2]}` });
    });
    const close = dialog(t("openWhere"), this.world.people.map((person) => h("button", { type: "button", class: "wide", "data-testid": `open-${person.id}`, onclick: () => open(person) }, person.name)));
    return true;
  }

  reacted({ message_id: id, emoji }) {
    const node = this.node(id);
    node?.querySelector(".reaction")?.remove();
    if (emoji.length) node?.querySelector(".bubble").append(h("span", { class: "reaction" }, emoji.join("")));
  }

  begin = attempt(async () => {
    if (this.blocked) await post(`${this.base}/unblock`);
    else await post(`${this.base}/say`, { text: "/start" });
  });

  options() {
    const close = dialog(this.bot.first_name, [
      h("button", { type: "button", class: "wide", onclick: () => { close(); this.say("/start"); } }, "/start"),
      h("button", { type: "button", class: "wide", "data-testid": "block", onclick: () => { close(); attempt(post)(`${this.base}/${this.blocked ? "unblock" : "block"}`); } }, t(this.blocked ? "unblock" : "block"))]);
  }
}
