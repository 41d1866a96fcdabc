/**
 * An element with properties, attributes and children. A `class` is an attribute; `on…` are listeners; children may be nested in arrays, null ones are left out.
 *
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const made = tag === 'svg' || SVG.has(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child != null));
  return made;
}

const SVG = new Set(['path', 'circle', 'line', 'rect', 'use']);

/** Text for screen readers only. */
export const hidden = (text) => el('span', { class: 'vh' }, text);

export const find = (selector, within = document) => within.querySelector(selector);

/** Shows or hides, for everybody. */
export function shown(element, visible) {
  element.hidden = !visible;
}

/** Sets text only when it differs: an unchanged text must not wake a live region, nor lose a selection. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
