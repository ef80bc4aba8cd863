// Builds and changes the page. Whatever comes from outside is put in as text, never as markup.

/** An element: attributes, then children, which are elements or text. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

/** An element of a picture. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Changes a text only when it is another one: what stays costs no layout, and is read out once. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element, name, value) {
  if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

export const byId = id => document.getElementById(id);

/** Makes a parent's children those of a list, in its order; each key keeps its element. */
export function keyed(parent, items, keyOf, make, update) {
  const known = parent.keyed ??= new Map();
  const used = new Set();
  let next = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    used.add(key);
    let element = known.get(key);
    if (!element) known.set(key, element = make(item));
    update(element, item);
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
  for (const [key, element] of known) {
    if (used.has(key)) continue;
    element.remove();
    known.delete(key);
  }
}

/** Lets a region that scrolls be reached by keyboard while it does scroll. */
export function scrollable(region, label) {
  const look = () => {
    const scrolls = region.scrollWidth > region.clientWidth + 1 || region.scrollHeight > region.clientHeight + 1;
    setAttribute(region, "tabindex", scrolls ? "0" : null);
    setAttribute(region, "role", scrolls ? "region" : null);
    setAttribute(region, "aria-label", scrolls ? label : null);
  };
  new ResizeObserver(look).observe(region);
  if (region.firstElementChild) new ResizeObserver(look).observe(region.firstElementChild);
}
