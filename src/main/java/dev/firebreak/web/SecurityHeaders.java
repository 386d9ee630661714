package dev.firebreak.web;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Security headers of our pages: browsers load only our own files, run nothing inline, and never embed the page. */
public final class SecurityHeaders {

    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Adds the headers. {@code nosniff} and {@code no-store} are already Spring Security's defaults. */
    public static void ofPages(HeadersConfigurer<HttpSecurity> headers) {
        withoutTransportSecurity(headers);
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                // Not "no-referrer": then a form's Origin would be null and could not be checked.
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy("camera=(), microphone=(), geolocation=()"));
    }

    /** Adds no {@code Strict-Transport-Security}: it binds all ports of the host, so it is for the proxy to decide. */
    public static void withoutTransportSecurity(HeadersConfigurer<HttpSecurity> headers) {
        headers.httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable);
    }
}
