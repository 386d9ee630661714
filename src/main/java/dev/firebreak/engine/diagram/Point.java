package dev.firebreak.engine.diagram;

/** A waypoint of an edge. */
public record Point(double x, double y) {

    public double distance(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /** The point on the way to another one, {@code length} away from here. */
    public Point towards(Point other, double length) {
        var whole = distance(other);
        return whole == 0 ? this : new Point(x + (other.x - x) * length / whole, y + (other.y - y) * length / whole);
    }
}
