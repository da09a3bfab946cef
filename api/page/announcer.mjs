/** What a screen reader hears while eyes see it happen: one line after the other, none said twice. */
import { el } from "./dom.mjs";
import { say } from "./i18n.mjs";

const KEPT = 12; // lines: enough for a slow voice, few enough to meet none of them by browsing

/** `region` is a `role="log"` that only speaks. */
export function createAnnouncer(region) {
  return function announce(key, values = {}) {
    region.append(say(el("p"), key, values));
    while (region.childElementCount > KEPT) region.firstElementChild.remove();
  };
}
