package dev.firebreak.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The store of people and their roles. It is the engine's identity service, so that the Admin app manages them. */
public interface Accounts {

    /** The person, if the password is right and the account is not locked. */
    Optional<Person> authenticate(String id, String password);

    /** The person, if the account exists. */
    Optional<Person> find(String id);

    /** All people with this role, by name. */
    default List<Person> with(Role role) {
        return List.of();
    }

    /** Creates the account if the id is free; never changes an existing account. */
    void createIfMissing(String id, String name, String mail, String password, Set<Role> roles);

    /** Whether at least one person has the role {@link Role#ADMIN}. */
    boolean hasAdmin();
}
