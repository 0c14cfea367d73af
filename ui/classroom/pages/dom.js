// Elements made of words: nothing is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") {
      for (const [event, does] of Object.entries(value)) node.addEventListener(event, does);
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function byId(id) {
  return document.getElementById(id);
}

// Write words into a node, only where they differ: a live region speaks at every change.
export function say(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

// Draw a part of the page again only where what it shows has changed, so that focus and scroll stay where they are.
const drawn = new WeakMap();
export function draw(node, content, make) {
  const key = JSON.stringify(content);
  if (drawn.get(node) === key) return false;
  drawn.set(node, key);
  node.replaceChildren(...[make(content)].flat(Infinity).filter(Boolean));
  return true;
}

// Hide the items at the end of a list that its box, where the box hides what overflows it, has no room for.
export function fit(box, list) {
  const items = [...list.children];
  for (const item of items) item.hidden = false;
  if (getComputedStyle(box).overflowY !== "hidden") return;
  const bottom = box.getBoundingClientRect().bottom;
  for (const item of items) item.hidden = item.getBoundingClientRect().bottom > bottom;
}

export function minutes(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
