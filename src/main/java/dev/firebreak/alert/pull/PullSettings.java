package dev.firebreak.alert.pull;

import dev.firebreak.access.AlertSource;
import dev.firebreak.catalog.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which Alertmanagers are asked.
 *
 * @param alertmanagers by the name of the source whose alerts it sends
 * @param every between two rounds
 * @param settled how long an alert, or its end, has to be missing before it counts as missed: longer than the sender
 *     waits before it sends
 */
@ConfigurationProperties("firebreak.alert.pull")
public record PullSettings(
        @DefaultValue Map<String, Peer> alertmanagers,
        @DefaultValue("1m") Duration every,
        @DefaultValue("5m") Duration settled) {

    public PullSettings {
        for (var name : alertmanagers.keySet()) {
            if (AlertSource.isReserved(name)) {
                throw new IllegalArgumentException("firebreak.alert.pull.alertmanagers." + name
                        + ": this name is reserved for alerts that Firebreak raises itself");
            }
        }
    }

    /**
     * One Alertmanager that is asked.
     *
     * @param url of the Alertmanager, without {@code /api}
     * @param receiver the name of the receiver that sends to Firebreak; without it only ends are looked for
     * @param user for basic auth, with {@code password}; or null
     * @param password a reference such as {@code secret://alertmanager}, read at every look; or null
     * @param token a reference to a bearer token, read at every look; or null
     */
    public record Peer(URI url, String receiver, String user, String password, String token) {

        public Peer {
            require(
                    url != null && List.of("http", "https").contains(url.getScheme()) && url.getRawUserInfo() == null,
                    "url is an address such as https://alertmanager:9093, without a login");
            require((user == null) == (password == null), "user and password belong together");
            require(password == null || token == null, "either user and password or token");
            for (var secret :
                    Stream.of(password, token).filter(Objects::nonNull).toList()) {
                require(Secrets.isReference(secret), "password and token are references such as secret://alertmanager");
            }
        }

        private static void require(boolean holds, String why) {
            if (!holds) {
                throw new IllegalArgumentException("firebreak.alert.pull.alertmanagers: " + why);
            }
        }

        /** The header that shows who asks; empty if there is none. */
        Optional<String> authorization(Secrets secrets) {
            if (token != null) {
                return Optional.of("Bearer " + secrets.reveal(token));
            }
            return Optional.ofNullable(user)
                    .map(name -> "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            (name + ":" + secrets.reveal(password)).getBytes(StandardCharsets.UTF_8)));
        }
    }
}
