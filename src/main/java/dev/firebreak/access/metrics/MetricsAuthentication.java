package dev.firebreak.access.metrics;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** The authentication of a monitoring system by its token. It permits reading the metrics and nothing else. */
public class MetricsAuthentication extends AbstractAuthenticationToken {

    /** The only authority of a monitoring system. */
    public static final String AUTHORITY = "METRICS";

    private static final long serialVersionUID = 1L;

    MetricsAuthentication() {
        super(AuthorityUtils.createAuthorityList(AUTHORITY));
        setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return "monitoring";
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
