package dev.firebreak.engine.diagram;

import java.util.stream.DoubleStream;

/** A rectangle; x and y are its upper left corner. */
public record Bounds(double x, double y, double width, double height) {

    /** Larger coordinates are no drawing: they would make a picture without end. */
    private static final double FARTHEST = 100_000;

    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    public double middleX() {
        return x + width / 2;
    }

    public double middleY() {
        return y + height / 2;
    }

    public boolean contains(Bounds other) {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }

    public Bounds with(Bounds other) {
        return between(
                Math.min(x, other.x),
                Math.min(y, other.y),
                Math.max(right(), other.right()),
                Math.max(bottom(), other.bottom()));
    }

    public Bounds grownBy(double margin) {
        return new Bounds(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
    }

    /** The rectangle between two corners. */
    public static Bounds between(double left, double top, double right, double bottom) {
        return new Bounds(left, top, right - left, bottom - top);
    }

    /** Whether it can be drawn: a model may say NaN, INF or a size below zero. */
    boolean isDrawable() {
        return DoubleStream.of(x, y, width, height).allMatch(it -> Math.abs(it) <= FARTHEST) && width > 0 && height > 0;
    }
}
