// The office clock: shows the office's time and moves it.
import { attempt, dialog, get, h, hour, localInput, post, shortDay } from "./dom.js";
import { t } from "./words.js";

export class Clock {
  constructor(button, world) {
    this.button = button;
    this.canMove = world.can_move_clock;
    this.offset = 0;
    button.addEventListener("click", () => this.open());
    setInterval(() => this.draw(), 1000);
    // Somebody else may move the clock without telling this page.
    setInterval(() => this.load(), 30000);
    this.load();
  }

  load = attempt(async () => this.set(await get("/api/clock")));

  set({ now, moved }) {
    this.offset = new Date(now).getTime() - Date.now();
    this.moved = moved ?? Math.abs(this.offset) > 90000;
    this.draw();
  }

  get now() { return new Date(Date.now() + this.offset); }

  draw() {
    const text = `${shortDay(this.now)} · ${hour(this.now)}`;
    if (this.button.dataset.shown === text + this.moved) return;
    this.button.dataset.shown = text + this.moved;
    this.button.replaceChildren(h("span", { class: "clock-face", "aria-hidden": "true" }, "🕑 "), h("span", {}, shortDay(this.now)), h("b", {}, hour(this.now)));
    this.button.classList.toggle("moved", Boolean(this.moved));
    this.button.setAttribute("aria-label", `${t("officeClock")}: ${text}${this.moved ? `, ${t("moved")}` : ""}`);
  }

  move = attempt(async (to) => this.set(await post("/api/clock", { to })));

  open() {
    if (!this.canMove) {
      dialog(t("officeClock"), [h("p", {}, t("clockFixed"))]);
      return;
    }
    const quick = (label, to) => h("button", { type: "button", class: "wide", "data-testid": `clock-${to}`, onclick: () => { close(); this.move(to); } }, label);
    const close = dialog(t("officeClock"), [h("p", { class: "hint" }, t("clockHint")), h("div", { class: "pair" }, quick(t("now"), "now"), quick(t("tomorrow8"), "tomorrow")),
      h("label", { class: "field" }, h("span", {}, t("otherMoment")), h("input", { type: "datetime-local", name: "moment", required: true, value: localInput(this.now), "data-testid": "clock-moment" }))],
    { submit: t("go"), onsubmit: ({ moment }) => this.move(moment) });
  }
}
