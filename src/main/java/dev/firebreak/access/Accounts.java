package dev.firebreak.access;

import java.util.Optional;
import java.util.Set;

/** Where people and their roles are kept: the engine's users and groups, so that its Admin app manages them. */
public interface Accounts {

    /** The person, if the password is right and the account is not locked. */
    Optional<Person> authenticate(String id, String password);

    Optional<Person> find(String id);

    /** Creates the account if there is none of that id; an existing one is left as it is. */
    void createIfMissing(String id, String name, String mail, String password, Set<Role> roles);

    boolean hasAdmin();
}
