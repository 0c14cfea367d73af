// A link to be given to somebody: as an address that can be copied, and as a picture that telephones read.

import { svg } from "./dom.js";

export function picture(qr, label) {
  return svg("svg", { viewBox: `0 0 ${qr.size} ${qr.size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" }, svg("rect", { width: qr.size, height: qr.size, fill: "#fff" }), svg("path", { d: qr.path }));
}

// Copy a text; whether that was allowed. A page that is not from this computer has no clipboard but the old one.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
