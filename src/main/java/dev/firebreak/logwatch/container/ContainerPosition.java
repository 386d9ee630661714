package dev.firebreak.logwatch.container;

import java.time.Instant;

/**
 * Up to where the log of a container is read.
 *
 * @param container the full id
 * @param at the time of the last line, by the engine's clock
 * @param sameTime how many lines of exactly that time were read
 */
record ContainerPosition(String container, Instant at, int sameTime) {

    private static final String SEPARATOR = " ";

    String text() {
        return String.join(SEPARATOR, container, at.toString(), String.valueOf(sameTime));
    }

    static ContainerPosition of(String text) {
        var parts = text.split(SEPARATOR);
        return new ContainerPosition(parts[0], Instant.parse(parts[1]), Integer.parseInt(parts[2]));
    }

    /** Everything of the container is new. */
    static ContainerPosition beginning(String container) {
        return new ContainerPosition(container, Instant.EPOCH, 0);
    }

    ContainerPosition after(Instant line) {
        return line.equals(at)
                ? new ContainerPosition(container, at, sameTime + 1)
                : line.isAfter(at) ? new ContainerPosition(container, line, 1) : this;
    }
}
