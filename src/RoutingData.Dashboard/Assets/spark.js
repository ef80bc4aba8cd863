// A small line of a few values; what it says stands beside it, and in its name.

import { svg, setAttribute } from "./dom.js";

const width = 100;
const height = 24;

export function spark(kind) {
  const line = svg("polyline", { class: `line ${kind}`, fill: "none", "vector-effect": "non-scaling-stroke" });
  return svg("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": "" }, line);
}

export function update(picture, values, label) {
  const present = values.filter(value => value !== null);
  const most = Math.max(...present, 1e-9);
  const points = [];
  let last = null;
  values.forEach((value, index) => {
    // Where nothing was measured the line goes on at its height.
    last = value ?? last;
    if (last === null) return;
    const x = values.length > 1 ? (index / (values.length - 1)) * width : width;
    points.push(`${x.toFixed(1)},${(height - 2 - (last / most) * (height - 4)).toFixed(1)}`);
  });
  setAttribute(picture.firstElementChild, "points", points.join(" "));
  setAttribute(picture, "aria-label", label);
}
