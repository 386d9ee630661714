package dev.firebreak.board.setup;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** Words for a setting. Only what can't be a secret shows its value: a type that holds none, or a known key. */
final class SettingValue {

    /** The origin of a setting that the owner has left alone. */
    static final String DEFAULT = "default";

    private static final Set<String> SHOWN = Set.of(
            "firebreak.trusted-proxies",
            "firebreak.alert.heartbeats",
            "firebreak.alert.inhibitors",
            "firebreak.announce.inside",
            "firebreak.announce.from-record",
            "firebreak.audit.mail",
            "firebreak.catalog",
            "firebreak.comms.mail.from",
            "firebreak.secrets-dir",
            "server.address",
            "server.port",
            "spring.profiles.active",
            "spring.mail.host",
            "spring.mail.port");

    /** Addresses that may carry a name, a password or a secret path: only their beginning shows. */
    private static final Set<String> ADDRESSES = Set.of("firebreak.docker.host", "spring.datasource.url");

    private static final Pattern SERVER =
            Pattern.compile("(?<kind>[a-z0-9+:]+:)(//(?:[^/?;@]*@)?(?<host>[A-Za-z0-9.:\\[\\]-]*))?.*", Pattern.DOTALL);

    private SettingValue() {}

    /** @param value null if it is not set */
    static String shown(String key, Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            return "not set";
        }
        if (value instanceof Boolean || value instanceof Number || value instanceof DataSize) {
            return value.toString();
        }
        if (value instanceof Enum<?> word) {
            return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Duration time) {
            return time.toString().substring(2).toLowerCase(Locale.ROOT);
        }
        if (value instanceof Path) {
            return value.toString();
        }
        if (value instanceof URI || ADDRESSES.contains(key)) {
            return server(value.toString());
        }
        if (value instanceof Collection<?> many) {
            return SHOWN.contains(key)
                    ? many.stream().map(Object::toString).sorted().collect(Collectors.joining(", "))
                    : many.size() + " set";
        }
        if (value instanceof Map<?, ?> many) {
            return many.isEmpty() ? "not set" : many.size() + " set";
        }
        return SHOWN.contains(key) ? value.toString() : "set";
    }

    private static String server(String address) {
        var found = SERVER.matcher(address);
        return !found.matches()
                ? "set"
                : found.group("host") == null
                        ? found.group("kind") + "…"
                        : found.group("kind") + "//" + found.group("host");
    }

    /** Where the property comes from, in words of an owner. */
    static String origin(ConfigurationProperty property) {
        var origin = property.getOrigin();
        if (origin instanceof TextResourceOrigin text) {
            return text.getResource() instanceof ClassPathResource || isInJar(origin)
                    ? DEFAULT
                    : text.getResource().getFilename()
                            + (text.getLocation() == null
                                    ? ""
                                    : ", line " + (text.getLocation().getLine() + 1));
        }
        return origin(property.getSource());
    }

    private static boolean isInJar(Origin origin) {
        return origin.toString().contains("class path resource");
    }

    /** Where the properties of this source come from. */
    static String origin(ConfigurationPropertySource source) {
        var name = source.getUnderlyingSource() instanceof PropertySource<?> known ? known.getName() : "";
        return switch (name) {
            case "systemEnvironment" -> "environment";
            case "systemProperties" -> "Java property";
            case "commandLineArgs" -> "command line";
            default -> name.contains("class path resource") ? DEFAULT : name.isEmpty() ? "unknown" : name;
        };
    }

    /** {@code maxBody} is {@code max-body}. */
    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
