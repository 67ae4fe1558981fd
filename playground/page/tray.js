// The printer tray: sheets of the folder printer.
import { attempt, get, h, hour, shortDay, size } from "./dom.js";
import { t } from "./words.js";

export class Tray {
  constructor(root, world) {
    Object.assign(this, { root, there: world.tray });
  }

  opened = attempt(async () => {
    const sheets = this.there ? await get("/api/tray") : [];
    const hollow = h("p", { class: "hollow" }, h("span", { "aria-hidden": "true" }, "🖨️"), t(this.there ? "trayEmpty" : "noTray"));
    this.root.replaceChildren(
      h("div", { class: "side-head" }, h("p", { class: "hint" }, t("trayHint")), this.there && h("button", { type: "button", class: "quiet", onclick: () => this.opened() }, `↻ ${t("refresh")}`)),
      sheets.length === 0 ? hollow : h("ul", { class: "sheets" }, sheets.map((sheet) => {
        const when = new Date(sheet.at);
        return h("li", {}, h("a", { class: "file", href: `/api/tray/${encodeURIComponent(sheet.name)}`, target: "_blank", rel: "noopener" },
          h("span", { class: "file-icon", "aria-hidden": "true" }, sheet.name.split(".").pop().slice(0, 4).toUpperCase()),
          h("span", { class: "file-name" }, sheet.name, h("small", {}, `${size(sheet.size)} · ${shortDay(when)} ${hour(when)}`))));
      })));
  });
}
