package dev.firebreak.logwatch.container;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One line of the log of a container.
 *
 * @param text without the time that the engine puts in front
 */
public record ContainerLine(Instant at, byte[] text) {

    private static final int LONGEST_TIME = 40;

    /** Empty if the engine's time is not there. */
    static Optional<ContainerLine> of(byte[] line) {
        for (var n = 0; n < Math.min(LONGEST_TIME, line.length); n++) {
            if (line[n] == ' ') {
                return time(new String(line, 0, n, StandardCharsets.US_ASCII), line, n + 1);
            }
        }
        return Optional.empty();
    }

    private static Optional<ContainerLine> time(String time, byte[] line, int from) {
        try {
            return Optional.of(new ContainerLine(Instant.parse(time), Arrays.copyOfRange(line, from, line.length)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
