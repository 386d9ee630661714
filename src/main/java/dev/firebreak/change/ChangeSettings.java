package dev.firebreak.change;

import dev.firebreak.catalog.Secrets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.changes}: who reports changes of services.
 *
 * @param senders by name
 * @param kept how long a change is kept
 */
@ConfigurationProperties("firebreak.changes")
public record ChangeSettings(
        @DefaultValue Map<String, Sender> senders,
        @DefaultValue("90d") Duration kept) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_NAME = 40;

    public ChangeSettings {
        senders = new TreeMap<>(senders);
        senders.forEach((name, sender) -> {
            if (!NAME.matcher(name).matches() || name.length() > MAX_NAME) {
                throw new IllegalArgumentException(
                        "firebreak.changes.senders: a name must be kebab-case, at most 40 characters: " + name);
            }
            if (sender.secret() == null || !Secrets.isReference(sender.secret())) {
                throw new IllegalArgumentException("firebreak.changes.senders." + name
                        + ".secret must be a reference such as secret://deployments, never the secret itself");
            }
        });
        if (kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("firebreak.changes.kept must be at least 1d");
        }
    }

    /**
     * One sender. Its secret reports changes and permits nothing else.
     *
     * @param secret a {@code secret://} reference: the bearer token of {@code POST /api/changes}, and the secret of a Git
     *     server's webhook
     * @param repositories the services that a repository's default branch changes, by the repository's full name, in
     *     brackets as its slash asks: {@code repositories.[web/shop]}
     */
    public record Sender(String secret, @DefaultValue Map<String, Set<String>> repositories) {}
}
