package dev.firebreak.probe.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An answer.
 *
 * @param from the address that was asked last, after redirects
 * @param headers by name; names in any case
 * @param body its start
 * @param isCut whether more followed, which was not read
 * @param took from the first question to the end of the answer
 */
public record HttpAnswer(
        URI from, int status, Map<String, List<String>> headers, String body, boolean isCut, Duration took) {

    /** The values of a header, joined as RFC 9110 says; empty without it. */
    public String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> headers.containsKey("Location");
            default -> false;
        };
    }
}
