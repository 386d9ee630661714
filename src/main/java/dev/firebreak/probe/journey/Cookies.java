package dev.firebreak.probe.journey;

import dev.firebreak.probe.http.HttpAnswer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cookies of one journey, by the rules of the JDK for host, path, age and {@code Secure}. */
final class Cookies {

    private static final int LONGEST = 8_192;

    private final CookieManager jar = new CookieManager(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);

    void keep(HttpAnswer answer) throws IOException {
        jar.put(answer.from(), Map.of("Set-Cookie", answer.headers().getOrDefault("Set-Cookie", List.of())));
    }

    Optional<String> header(URI url) {
        try {
            var cookies = String.join("; ", jar.get(url, Map.of()).getOrDefault("Cookie", List.of()));
            return Optional.of(cookies).filter(text -> !text.isEmpty() && text.length() <= LONGEST);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
