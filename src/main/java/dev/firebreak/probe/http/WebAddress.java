package dev.firebreak.probe.http;

import dev.firebreak.text.yaml.YamlNode;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Addresses in declarations: http or https, with a host and without a login. */
public final class WebAddress {

    private WebAddress() {}

    /** Reads an address; a mistake is added to the errors. */
    public static Optional<URI> read(YamlNode node) {
        return node.as("an address such as https://git.example/health, without a login", WebAddress::parse);
    }

    /** Throws IllegalArgumentException if the text is no such address. */
    public static URI parse(String text) {
        var address = URI.create(text);
        if (!Set.of("http", "https").contains(address.getScheme())
                || address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawFragment() != null) {
            throw new IllegalArgumentException("no address of a web server");
        }
        return address;
    }
}
