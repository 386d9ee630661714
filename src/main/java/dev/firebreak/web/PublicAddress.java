package dev.firebreak.web;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The address of this installation as users reach it. Firebreak takes it from the configuration only: a caller could
 * write anything into {@code Host} and {@code X-Forwarded-Host}.
 *
 * @param baseUrl {@code firebreak.base-url}: scheme, host and port, no path
 */
@ConfigurationProperties("firebreak")
public record PublicAddress(
        @DefaultValue("http://localhost:8080") URI baseUrl) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    public PublicAddress {
        if (!SCHEMES.contains(String.valueOf(baseUrl.getScheme()).toLowerCase(Locale.ROOT))
                || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "firebreak.base-url must be an http or https address, such as https://firebreak.example.com");
        }
        if (!Set.of("", "/").contains(baseUrl.getRawPath())
                || baseUrl.getRawQuery() != null
                || baseUrl.getRawFragment() != null
                || baseUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "firebreak.base-url must be scheme, host and port only, because Firebreak needs a host name of its"
                            + " own: remove what follows the host of " + baseUrl.getHost());
        }
    }

    /** Whether users reach Firebreak by TLS, which a proxy ends. */
    public boolean isSecure() {
        return baseUrl.getScheme().equalsIgnoreCase("https");
    }

    /** Whether the address works on this machine only, like the default. */
    public boolean isLocal() {
        var host = host();
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]");
    }

    /** Whether an {@code Origin} header names this installation. */
    public boolean isOrigin(String origin) {
        try {
            var sent = URI.create(origin);
            return baseUrl.getScheme().equalsIgnoreCase(sent.getScheme())
                    && host().equalsIgnoreCase(sent.getHost())
                    && port() == port(sent);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /** In lower case; an IPv6 address in brackets. */
    public String host() {
        return baseUrl.getHost().toLowerCase(Locale.ROOT);
    }

    public int port() {
        return port(baseUrl);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    /** The full address of a path that begins with a slash. */
    public String at(String path) {
        return baseUrl.toString().replaceAll("/+$", "") + path;
    }

    /** The address, without a slash at the end. */
    @Override
    public String toString() {
        return at("");
    }
}
