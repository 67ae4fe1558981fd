// What a phone can send besides text: a sheet of choices and the dialogs behind them.
import { attempt, dialog, field, h, notice, post, size, upload } from "./dom.js";
import { t } from "./words.js";

const PLACES = [["Santiago, Providencia", -33.4263, -70.6177], ["Temuco, Plaza de Armas", -38.7397, -72.5901], ["Concepción, Barros Arana", -36.8269, -73.0498], ["Punta Arenas", -53.1626, -70.9081]];
const STICKERS = ["👍", "😂", "🎉", "🙏", "😅", "❤️", "🤔", "☕"];

export class Attach {
  constructor(phone) {
    this.phone = phone;
    this.inputs = Object.fromEntries([["photo", "image/*"], ["document", ""], ["voice", "audio/*"]].map(([kind, accept]) => [kind, this.input(kind, accept)]));
    const choice = (icon, name, action) => h("button", { type: "button", "data-testid": `attach-${name}-button`, onclick: () => { this.toggle(false); action(); } }, h("span", { "aria-hidden": "true" }, icon), t(name));
    this.element = h("div", { class: "sheet attach", hidden: true, role: "group", "aria-label": t("attach") },
      choice("🖼️", "photo", () => this.inputs.photo.click()), choice("📄", "document", () => this.inputs.document.click()),
      choice("🎤", "voice", () => this.voice()), choice("📍", "location", () => this.location()),
      choice("👤", "contact", () => this.contact()), choice("🙂", "sticker", () => this.sticker()),
      choice("↪️", "outside", () => this.outside()),
      Object.values(this.inputs));
  }

  get base() { return `/api/chats/${this.phone.person.id}`; }

  toggle(open = this.element.hidden) { this.element.hidden = !open; }

  input(kind, accept) {
    return h("input", { type: "file", hidden: true, accept, multiple: kind !== "voice", "data-testid": `attach-${kind}`, "aria-label": t(kind), onchange: (event) => {
      const files = [...event.target.files];
      event.target.value = "";
      if (files.length) this.caption(kind, files);
    } });
  }

  caption(kind, files) {
    if (kind === "voice") { this.files(kind, files, ""); return; }
    const list = h("ul", { class: "chosen" }, files.map((file) => h("li", {}, file.name, h("small", {}, size(file.size)))));
    dialog(t(kind), [list, field(t("caption"), "caption", { "data-testid": "caption", maxlength: "1024" })], { onsubmit: ({ caption }) => this.files(kind, files, caption) });
  }

  files = attempt(async (kind, files, caption) => {
    const group = files.length > 1 ? String(Math.floor(Math.random() * 1e15)) : undefined;
    for (const [place, file] of files.entries()) {
      // One after the other: an album keeps its order.
      await upload(`${this.base}/file`, file, { kind, name: file.name, caption: place === 0 ? caption : "", group, reply_to: this.phone.takeReply(), duration: kind === "voice" ? 3 : undefined });
    }
  });

  voice() {
    let recorder;
    const record = h("button", { type: "button", class: "wide" }, t("record"));
    const close = dialog(t("voice"), [record,
      h("button", { type: "button", class: "wide", onclick: () => { close(); this.inputs.voice.click(); } }, t("pickAudio")),
      h("button", { type: "button", class: "wide", "data-testid": "voice-sample", onclick: () => { close(); this.files("voice", [beep()], ""); } }, t("sample"))]);
    record.addEventListener("click", async () => {
      if (recorder) { recorder.stop(); return; }
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        recorder = new MediaRecorder(stream);
        const parts = [];
        recorder.ondataavailable = (event) => parts.push(event.data);
        recorder.onstop = () => {
          stream.getTracks().forEach((track) => track.stop());
          close();
          this.files("voice", [new File(parts, "voice.oga", { type: "audio/ogg" })], "");
        };
        recorder.start();
        record.textContent = t("stopRecording");
      } catch {
        notice(t("noMicrophone"));
      }
    });
  }

  location() {
    const latitude = h("input", { name: "latitude", required: true, inputmode: "decimal", value: String(PLACES[0][1]) });
    const longitude = h("input", { name: "longitude", required: true, inputmode: "decimal", value: String(PLACES[0][2]) });
    const place = h("select", { onchange: () => { [, latitude.value, longitude.value] = PLACES[place.selectedIndex].map(String); } }, PLACES.map(([name]) => h("option", {}, name)));
    dialog(t("location"), [h("label", { class: "field" }, h("span", {}, t("place")), place),
      h("div", { class: "pair" }, h("label", { class: "field" }, h("span", {}, t("latitude")), latitude), h("label", { class: "field" }, h("span", {}, t("longitude")), longitude))],
    { onsubmit: (values) => post(`${this.base}/location`, { ...values, reply_to: this.phone.takeReply() }) });
  }

  contact() {
    dialog(t("contact"), [field(t("name"), "name", { required: true, value: "Marta Soto" }), field(t("phone"), "phone", { required: true, type: "tel", value: "+56 9 8765 4321" })],
      { onsubmit: (values) => post(`${this.base}/contact`, { ...values, reply_to: this.phone.takeReply() }) });
  }

  own() {
    const number = `+56 9 ${String(10000000 + (this.phone.person.telegram_id * 7919) % 89999999).replace(/(\d{4})(\d{4})/, "$1 $2")}`;
    dialog(t("shareOwn"), [field(t("phone"), "phone", { required: true, type: "tel", value: number })],
      { onsubmit: (values) => post(`${this.base}/contact`, { ...values, name: this.phone.person.name, own: true }) });
  }

  sticker() {
    const close = dialog(t("sticker"), [h("div", { class: "stickers" }, STICKERS.map((emoji) => h("button", { type: "button", "aria-label": emoji, onclick: () => { close(); attempt(post)(`${this.base}/sticker`, { emoji, reply_to: this.phone.takeReply() }); } }, emoji)))]);
  }

  outside() {
    dialog(t("outside"), [field(t("outsideFrom"), "origin", { required: true, value: "Juan Pérez" }), field(t("text"), "text", { required: true, rows: "4" }, "textarea")],
      { onsubmit: (values) => post(`${this.base}/forward`, values) });
  }
}

// Three quiet seconds of a tone, so that a voice note needs no microphone.
function beep() {
  const rate = 8000;
  const count = rate * 3;
  const data = new DataView(new ArrayBuffer(44 + count));
  const word = (at, text) => [...text].forEach((char, place) => data.setUint8(at + place, char.charCodeAt(0)));
  word(0, "RIFF"); data.setUint32(4, 36 + count, true); word(8, "WAVEfmt "); data.setUint32(16, 16, true);
  data.setUint16(20, 1, true); data.setUint16(22, 1, true); data.setUint32(24, rate, true); data.setUint32(28, rate, true);
  data.setUint16(32, 1, true); data.setUint16(34, 8, true); word(36, "data"); data.setUint32(40, count, true);
  for (let at = 0; at < count; at += 1) data.setUint8(44 + at, 128 + Math.round(20 * Math.sin((at / rate) * 2 * Math.PI * 330)));
  return new File([data], "voice.wav", { type: "audio/wav" });
}
