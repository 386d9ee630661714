// Boxes {x, y, width, height}, points {x, y}, segments [from, to]; y grows downwards.

const NEAR = 0.5;

function centre(box) {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function shrink(box, by) {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by };
}

/** Whether two boxes share an area (touching is not overlapping). */
function overlap(a, b) {
  return a.x < b.x + b.width - NEAR && b.x < a.x + a.width - NEAR && a.y < b.y + b.height - NEAR && b.y < a.y + a.height - NEAR;
}

/** Whether a box overlaps the outline of a shape: gateways are diamonds, events are circles. */
function covers(box, shape) {
  if (!overlap(box, shape.bounds)) return false;
  const middle = centre(shape.bounds);
  const dx = distance(middle.x, box.x, box.x + box.width) / (shape.bounds.width / 2);
  const dy = distance(middle.y, box.y, box.y + box.height) / (shape.bounds.height / 2);
  if (shape.form === 'diamond') return dx + dy < 0.95;
  if (shape.form === 'circle') return Math.hypot(dx, dy) < 0.95;
  return true;
}

function distance(value, from, to) {
  return Math.max(from - value, value - to, 0);
}

function segments(points) {
  return points.slice(1).map((point, i) => [points[i], point]);
}

function isOrthogonal([a, b]) {
  return Math.abs(a.x - b.x) <= NEAR || Math.abs(a.y - b.y) <= NEAR;
}

/** Whether a segment crosses the interior of a box. */
function passes([a, b], box) {
  let enter = 0;
  let leave = 1;
  for (const [axis, size] of [['x', 'width'], ['y', 'height']]) {
    const way = b[axis] - a[axis];
    const low = box[axis] - a[axis];
    const high = low + box[size];
    if (way === 0) {
      if (low >= 0 || high <= 0) return false;
      continue;
    }
    enter = Math.max(enter, Math.min(low / way, high / way));
    leave = Math.min(leave, Math.max(low / way, high / way));
  }
  return enter < leave;
}

/** How two segments meet: 'cross', 'touch' (an end of one lies on the other, or they run on top of each other) or null. */
function meet([a, b], [c, d]) {
  const sides = [side(c, d, a), side(c, d, b), side(a, b, c), side(a, b, d)];
  if (sides[0] * sides[1] < 0 && sides[2] * sides[3] < 0) return 'cross';
  return on(a, c, d) || on(b, c, d) || on(c, a, b) || on(d, a, b) ? 'touch' : null;
}

function side(from, to, point) {
  const value = (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
  return Math.abs(value) <= NEAR * Math.hypot(to.x - from.x, to.y - from.y) ? 0 : Math.sign(value);
}

function on(point, from, to) {
  const within = (axis) => distance(point[axis], Math.min(from[axis], to[axis]), Math.max(from[axis], to[axis])) <= NEAR;
  return side(from, to, point) === 0 && within('x') && within('y');
}

module.exports = { centre, covers, isOrthogonal, meet, overlap, passes, segments, shrink };
