package dev.firebreak.comms.message;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.text.SecretText;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/**
 * Masks secrets in messages (guarantees.md H12): those of the catalogue, configuration values with a name like a
 * secret, and text that looks like a secret. This is a second line of defence, because the record should not contain
 * secrets at all.
 */
@Component
public class SecretRedactor {

    static final String MASK = SecretText.MASK;

    private static final int SHORTEST = 6;
    private static final Pattern NAMED = Pattern.compile(".*(password|passwd|secret|token|api-?key|credential).*");

    private final Secrets secrets;
    private final List<String> known;

    SecretRedactor(Secrets secrets, ConfigurableEnvironment environment) {
        this.secrets = secrets;
        known = namedSecrets(environment);
    }

    /** The text with every secret replaced by {@code ***}. */
    public String masked(String text) {
        if (text == null) {
            return null;
        }
        var masked = secrets.mask(text);
        for (var secret : known) {
            masked = masked.replace(secret, MASK);
        }
        return SecretText.masked(masked);
    }

    /** Longest first, so that a secret that contains another one is masked completely. */
    private static List<String> namedSecrets(ConfigurableEnvironment environment) {
        var named = new HashSet<String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (var name : enumerable.getPropertyNames()) {
                    if (NAMED.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                        addTo(named, value(environment, name));
                    }
                }
            }
        }
        return named.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static String value(ConfigurableEnvironment environment, String name) {
        try {
            return environment.getProperty(name);
        } catch (IllegalArgumentException unresolvable) {
            return null;
        }
    }

    private static void addTo(Set<String> named, String value) {
        if (value != null && value.length() >= SHORTEST && !value.startsWith("secret://")) {
            named.add(value);
        }
    }
}
