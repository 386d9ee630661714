package dev.firebreak.probe.http;

import java.net.URI;
import java.util.Map;

/**
 * One HTTP request.
 *
 * @param headers beside those that every request has
 * @param body null for none
 */
public record HttpCall(String method, URI url, Map<String, String> headers, byte[] body) {

    public static HttpCall get(URI url, Map<String, String> headers) {
        return new HttpCall("GET", url, headers, null);
    }

    String host() {
        var host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : isSecure() ? 443 : 80;
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** What stands between method and version in the request line. */
    String target() {
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** The header {@code Host}. */
    String authority() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }
}
