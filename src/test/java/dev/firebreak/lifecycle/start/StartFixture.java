package dev.firebreak.lifecycle.start;

/** Lets test contexts of other packages know beans of this one. */
public final class StartFixture {

    public static final Class<?> PARKED = ParkedStarts.class;

    private StartFixture() {}
}
