// The panel that makes Telegram and the relay misbehave.
import { attempt, get, h, post } from "./dom.js";
import { t } from "./words.js";

const KINDS = { flood: { kind: "flood" }, blockedKind: { kind: "blocked" }, deactivated: { kind: "deactivated" }, migrated: { kind: "migrated" }, error500: { kind: "error", code: 500 }, error502: { kind: "error", code: 502 }, slow: { kind: "slow" }, hang: { kind: "hang" } };
const labelOf = (trouble) => t(Object.keys(KINDS).find((name) => KINDS[name].kind === trouble.kind && (!KINDS[name].code || KINDS[name].code === trouble.code)) ?? trouble.kind);

export class Troubles {
  constructor(root, world) {
    Object.assign(this, { root, world });
  }

  opened = attempt(async () => this.draw(await get("/api/trouble")));

  telegram({ ahead }) {
    const input = (label, name, value, props) => h("label", { class: "field" }, h("span", {}, t(label)), h("input", { name, type: "number", value, required: true, ...props }));
    const form = h("form", { class: "card", onsubmit: (event) => { event.preventDefault(); this.add(form); } }, h("h2", {}, t("telegram")),
      h("div", { class: "pair" },
        h("label", { class: "field" }, h("span", {}, t("who")), h("select", { name: "person" }, h("option", { value: "" }, t("everybody")), this.world.people.map((person) => h("option", { value: person.id }, person.name)))),
        h("label", { class: "field" }, h("span", {}, t("what")), h("select", { name: "what", "data-testid": "trouble-kind" }, Object.keys(KINDS).map((name) => h("option", { value: name }, t(name)))))),
      h("div", { class: "pair" }, input("times", "times", "1", { min: "-1", max: "1000" }), input("seconds", "seconds", "5", { min: "0", max: "600", step: "any" })),
      h("label", { class: "check" }, h("input", { type: "checkbox", name: "work" }), h("span", {}, t("doWork"))),
      h("button", { class: "strong", "data-testid": "trouble-add" }, t("add")),
      ahead.length ? h("ul", { class: "ahead" }, ahead.map((trouble) => h("li", {}, `${labelOf(trouble)} · ${trouble.person ?? t("everybody")} · ×${trouble.times < 0 ? "∞" : trouble.times}`))) : h("p", { class: "hint" }, t("allCalm")));
    return form;
  }

  relay({ relay }) {
    const number = (label, name) => h("label", { class: "field" }, h("span", {}, t(label)), h("input", { type: "number", min: "0", max: "1000", step: name === "slow" ? "any" : "1", value: String(relay[name]), onchange: (event) => this.mood({ [name]: Number(event.target.value) }) }));
    return h("div", { class: "card" }, h("h2", {}, t("relay")),
      h("div", { class: "relay-state" }, h("span", { class: `verdict ${relay.up ? "good" : "bad"}` }, t(relay.up ? "relayUp" : "relayDown")), h("button", { type: "button", "data-testid": "relay-switch", onclick: () => this.mood({ up: !relay.up }) }, t(relay.up ? "switchOff" : "switchOn"))),
      h("div", { class: "pair" }, number("greylist", "greylist"), number("refuseNext", "refuse_next")),
      h("div", { class: "pair" }, number("silent", "silent_after_data"), number("slowRelay", "slow")),
      h("label", { class: "field" }, h("span", {}, t("refused")), h("input", { value: relay.refused.join(", "), placeholder: "nadie@ejemplo.cl", onchange: (event) => this.mood({ refused: event.target.value.split(/[\s,;]+/) }) })));
  }

  draw(state) {
    const calls = h("details", { class: "card calls", ontoggle: attempt(async (event) => { if (event.target.open) this.calls(event.target); }) }, h("summary", {}, t("calls")));
    this.root.replaceChildren(
      h("div", { class: "side-head" }, h("p", { class: "hint" }, t("troubleHint")), h("button", { type: "button", class: "quiet", "data-testid": "calm", onclick: attempt(async () => this.draw(await post("/api/trouble/clear"))) }, t("calm"))),
      this.telegram(state), this.relay(state), calls);
  }

  async calls(details) {
    const calls = await get("/api/requests");
    details.querySelector("ol")?.remove();
    details.append(h("ol", {}, calls.map((call) => h("li", { class: call.ok ? "" : "failed" }, h("b", {}, call.method), h("code", {}, (call.ok ? JSON.stringify(call.params) : call.error.description).slice(0, 240))))));
  }

  add = attempt(async (form) => {
    const { what, person, times, seconds, work } = Object.fromEntries(new FormData(form));
    this.draw(await post("/api/trouble", { ...KINDS[what], person, times: Number(times), seconds: Number(seconds), work: work === "on" }));
  });

  mood = attempt(async (change) => this.draw(await post("/api/relay", change)));
}
