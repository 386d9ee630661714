package dev.firebreak.probe.address;

import dev.firebreak.text.yaml.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** A host and a port, such as {@code db.example:5432} or {@code [::1]:443}. */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9a-fA-F:.]{2,45}]):(\\d{1,5})");
    private static final int LAST = 65_535;

    /** Reads {@code host:port}; a mistake is added to the errors. */
    public static Optional<HostPort> read(YamlNode node) {
        return node.as("a host and a port such as db.example:5432", HostPort::parse);
    }

    private static HostPort parse(String text) {
        var found = FORM.matcher(text);
        if (!found.matches() || Integer.parseInt(found.group(2)) < 1 || Integer.parseInt(found.group(2)) > LAST) {
            throw new IllegalArgumentException(text);
        }
        return new HostPort(found.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(found.group(2)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
