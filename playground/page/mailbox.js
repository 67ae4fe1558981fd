// The mailbox: what the system sent, what people wrote, and a form to write more.
import { attempt, get, h, hour, notice, post, shortDay, size } from "./dom.js";
import { t } from "./words.js";

const LOCAL = /<?([^<>\s,]+@[^<>\s,]+)>?/;
const addressOf = (header) => (header.match(LOCAL) ?? ["", header])[1];
const nameOf = (header) => header.replace(/<[^>]*>/, "").replaceAll('"', "").trim() || addressOf(header);

export class Mailbox {
  constructor(root, world, onUnread) {
    Object.assign(this, { root, world, onUnread, written: false, mails: [], seen: null });
    this.load();
  }

  load = attempt(async () => {
    this.mails = await get("/api/mails");
    if (this.seen === null) this.seen = Math.max(0, ...this.mails.map((mail) => mail.id));
    this.badge();
    if (!this.busy) this.showList();
  });

  badge() {
    if (!this.root.hidden && !this.busy && !this.written) this.seen = Math.max(this.seen, ...this.mails.map((mail) => mail.id));
    this.onUnread(this.mails.filter((mail) => !mail.written && mail.id > this.seen).length);
  }

  opened() { this.badge(); }

  showList() {
    this.busy = false;
    const tab = (written, label) => h("button", { type: "button", "aria-pressed": String(this.written === written), onclick: () => { this.written = written; this.showList(); } }, label);
    const shown = this.mails.filter((mail) => mail.written === this.written);
    this.root.replaceChildren(
      h("div", { class: "side-head" }, h("div", { class: "switch", role: "group" }, tab(false, t("inbox")), tab(true, t("written"))),
        h("button", { type: "button", class: "strong", "data-testid": "compose", onclick: () => this.compose() }, `✎ ${t("write")}`)),
      shown.length ? h("ul", { class: "mails" }, shown.map((mail) => h("li", {}, this.line(mail)))) : h("p", { class: "hollow" }, h("span", { "aria-hidden": "true" }, "✉️"), t(this.written ? "noWritten" : "noMail")));
    this.badge();
  }

  line(mail) {
    const when = new Date(mail.at);
    const people = this.written ? `${t("from")} ${nameOf(mail.from || mail.sender)} → ${mail.recipients.join(", ")}` : `${t("to")} ${mail.recipients.join(", ")}`;
    return h("button", { type: "button", class: "mail-line", "data-testid": `mail-${mail.id}`, onclick: () => this.read(mail.id) },
      h("span", { class: "mail-top" }, h("b", {}, mail.subject || t("noSubject")), h("time", { datetime: mail.at }, `${shortDay(when)} ${hour(when)}`)),
      h("span", { class: "mail-who" }, people, mail.attachments > 0 && ` · 📎 ${mail.attachments}`),
      h("span", { class: "mail-preview" }, mail.preview),
      mail.reply && h("span", { class: `verdict ${mail.reply.startsWith("2") ? "good" : "bad"}` }, mail.reply));
  }

  read = attempt(async (id) => {
    const mail = await get(`/api/mails/${id}`);
    this.busy = true;
    const body = h("div", { class: "mail-body" });
    const views = { asText: () => h("pre", { class: "mail-text", "data-testid": "mail-text" }, mail.text), headers: () => h("dl", { class: "headers" }, mail.headers.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])) };
    if (mail.html) views.asHtml = () => h("iframe", { class: "mail-html", sandbox: "", src: `/api/mails/${id}/html`, title: mail.subject || t("noSubject"), referrerpolicy: "no-referrer" });
    const order = ["asHtml", "asText", "headers"].filter((name) => views[name]);
    const tabs = h("div", { class: "switch", role: "group" });
    const choose = (name) => {
      body.replaceChildren(views[name]());
      tabs.replaceChildren(...order.map((other) => h("button", { type: "button", "aria-pressed": String(other === name), onclick: () => choose(other) }, t(other))));
    };
    choose(mail.html ? "asHtml" : "asText");
    const when = new Date(mail.at);
    const row = (label, value) => value && h("p", {}, h("span", {}, t(label)), value);
    this.root.replaceChildren(
      h("div", { class: "side-head" }, h("button", { type: "button", class: "quiet", "data-testid": "mail-back", onclick: () => { this.showList(); } }, `‹ ${t("back")}`),
        h("button", { type: "button", class: "strong", "data-testid": "mail-reply", onclick: () => this.compose(mail) }, `↩ ${t("answer")}`)),
      h("article", { class: "mail", "data-testid": "mail" }, h("h2", {}, mail.subject || t("noSubject")),
        h("div", { class: "mail-about" }, row("from", mail.from), row("to", mail.to), row("envelope", `${mail.sender || "<>"} → ${mail.recipients.join(", ")}`), h("p", {}, h("span", {}, ""), `${shortDay(when)}, ${hour(when)}`)),
        mail.reply && h("p", { class: `verdict ${mail.reply.startsWith("2") ? "good" : "bad"}` }, mail.reply),
        mail.files.length > 0 && h("div", { class: "chips" }, mail.files.map((file, place) => h("a", { class: "chip", target: "_blank", rel: "noopener", href: `/api/mails/${id}/files/${place}/${encodeURIComponent(file.name)}` }, `📎 ${file.name}`, h("small", {}, size(file.size))))),
        tabs, body, h("a", { class: "chip", href: `/api/mails/${id}/raw` }, t("original"))));
    this.root.scrollTop = 0;
  });

  compose(parent) {
    this.busy = true;
    const people = this.world.people.filter((person) => person.email);
    const own = this.world.addresses.map(({ address }) => address.toLowerCase());
    const start = parent ? this.answerTo(parent, own) : { sender: people[0]?.email ?? "", to: this.world.addresses[0]?.address ?? "", subject: "", text: "" };
    const files = h("input", { type: "file", multiple: true, "data-testid": "mail-files" });
    const answer = h("p", { class: "verdict", role: "status", hidden: true, "data-testid": "smtp-reply" });
    const input = (label, name, value, props = {}) => h("label", { class: "field" }, h("span", {}, t(label)), h("input", { name, value, "data-testid": `mail-${name}`, ...props }));
    const form = h("form", { class: "compose", onsubmit: (event) => { event.preventDefault(); this.send(form, files, answer, parent); } },
      h("datalist", { id: "senders" }, people.map((person) => h("option", { value: person.email }, person.name))),
      h("datalist", { id: "doors" }, this.world.addresses.map(({ address, label }) => h("option", { value: address }, label))),
      input("from", "sender", start.sender, { list: "senders", autocomplete: "off" }), input("to", "to", start.to, { list: "doors", required: true, autocomplete: "off" }),
      h("div", { class: "chips" }, this.world.addresses.map(({ address, label }) => h("button", { type: "button", class: "chip", title: address, onclick: () => { form.elements.to.value = address; } }, label))),
      input("cc", "cc", "", { autocomplete: "off" }), input("subject", "subject", start.subject),
      h("label", { class: "field" }, h("span", {}, t("text")), h("textarea", { name: "text", rows: "9", "data-testid": "mail-body" }, start.text)),
      h("label", { class: "field" }, h("span", {}, t("attachments")), files), answer,
      h("div", { class: "compose-end" }, h("button", { type: "button", class: "quiet", onclick: () => this.showList() }, t("cancel")), h("button", { class: "strong", "data-testid": "mail-send" }, t("send"))));
    this.root.replaceChildren(h("div", { class: "side-head" }, h("button", { type: "button", class: "quiet", onclick: () => this.showList() }, `‹ ${t("back")}`), h("b", {}, t("write"))), form);
    (parent ? form.elements.text : form.elements.to).focus();
  }

  answerTo(mail, own) {
    const mine = mail.recipients.find((address) => !own.includes(address.toLowerCase())) ?? mail.recipients[0] ?? "";
    const subject = /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`;
    const quoted = mail.text.trim().split("\n").map((line) => `> ${line}`).join("\n");
    return { sender: mine, to: addressOf(mail.reply_to || mail.from || mail.sender), subject, text: `\n\n${shortDay(new Date(mail.at))}, ${nameOf(mail.from)}:\n${quoted}\n` };
  }

  async send(form, files, answer, parent) {
    const values = Object.fromEntries(new FormData(form));
    const show = (text, kind) => { answer.hidden = false; answer.className = `verdict ${kind}`; answer.textContent = text; };
    show(t("sending"), "");
    try {
      const attachments = await Promise.all([...files.files].map(async (file) => ({ name: file.name, data: await base64(file) })));
      const thread = parent?.message_id ? { "in-reply-to": parent.message_id, references: `${parent.references} ${parent.message_id}`.trim() } : {};
      const result = await post("/api/mails", { ...values, ...thread, attachments });
      show(`${t("serverSaid")}: ${result.reply}`, result.accepted ? "good" : "bad");
      if (!result.accepted) return;
      notice(`${t("serverSaid")}: ${result.reply}`);
      this.written = true;
      await this.refresh();
      this.showList();
    } catch (error) {
      show(error.message, "bad");
    }
  }

  async refresh() { this.mails = await get("/api/mails"); }
}

async function base64(file) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}
