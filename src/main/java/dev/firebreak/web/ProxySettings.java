package dev.firebreak.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * {@code firebreak.trusted-proxies}.
 *
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) of the reverse proxies whose {@code X-Forwarded-For}
 *     counts; none by default
 */
@ConfigurationProperties("firebreak")
record ProxySettings(@DefaultValue List<String> trustedProxies) {

    ProxySettings {
        for (var proxy : trustedProxies) {
            check(proxy);
        }
    }

    private static void check(String proxy) {
        try {
            if (!proxy.matches("[0-9a-fA-F:.]+(/\\d+)?")) {
                throw new IllegalArgumentException("a name");
            }
            new IpAddressMatcher(proxy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "firebreak.trusted-proxies must be addresses or networks, such as 10.0.0.5 or 10.0.0.0/8, not "
                            + proxy,
                    e);
        }
    }
}
