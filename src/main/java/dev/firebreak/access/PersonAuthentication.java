package dev.firebreak.access;

import java.util.Collection;
import java.util.Objects;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The authentication of a person, by password or by a personal token. {@code getName()} is the person's id, as for any
 * {@code Principal}.
 */
public class PersonAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Person person;
    private final boolean isByToken;
    private final String id;

    /** A person who logged in, with the authorities of their roles. */
    public PersonAuthentication(Person person) {
        this(person, false);
    }

    private PersonAuthentication(Person person, boolean isByToken) {
        super(authorities(person));
        this.isByToken = isByToken;
        this.person = person;
        this.id = person.id();
        setAuthenticated(true);
    }

    /** A program with a personal token; the person has only the roles of the token. */
    public static PersonAuthentication byToken(Person person) {
        return new PersonAuthentication(person, true);
    }

    /** Whether a program calls with a personal token, and not the person. */
    public boolean isByToken() {
        return isByToken;
    }

    private static Collection<GrantedAuthority> authorities(Person person) {
        return person.roles().stream()
                .map(role -> (GrantedAuthority) new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    /** The person with their roles as of this request. */
    public Person person() {
        return person;
    }

    @Override
    public String getName() {
        return id;
    }

    @Override
    public Object getPrincipal() {
        return id;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof PersonAuthentication that && Objects.equals(person, that.person);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
