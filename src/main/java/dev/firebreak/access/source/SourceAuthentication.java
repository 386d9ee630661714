package dev.firebreak.access.source;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A sender of alerts that has shown its token: may post alerts, nothing else. */
public class SourceAuthentication extends AbstractAuthenticationToken {

    public static final String AUTHORITY = "SOURCE";

    private static final long serialVersionUID = 1L;

    private final String source;

    SourceAuthentication(String source) {
        super(AuthorityUtils.createAuthorityList(AUTHORITY));
        this.source = source;
        setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return source;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof SourceAuthentication that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }
}
