package dev.firebreak.access.source;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** The authentication of an alert source by its token. It permits posting alerts and nothing else. */
public class SourceAuthentication extends AbstractAuthenticationToken {

    /** The only authority of an alert source. */
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
