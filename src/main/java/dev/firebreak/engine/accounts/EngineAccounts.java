package dev.firebreak.engine.accounts;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.engine.command.SystemIdentity;
import dev.firebreak.engine.passwords.PasswordHashes;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Accounts are the engine's users; a role is membership in the group of that name. Passwords are checked outside the
 * engine's transaction: a slow hash must not hold a database connection.
 */
@Component
class EngineAccounts implements Accounts {

    private static final Logger log = LoggerFactory.getLogger(EngineAccounts.class);

    private final IdentityService identities;
    private final PasswordHashes hashes;
    private final SystemIdentity engine;
    private final TransactionOperations transaction;
    private final EngineLock lock;

    EngineAccounts(
            IdentityService identities,
            PasswordHashes hashes,
            SystemIdentity engine,
            TransactionOperations transaction,
            EngineLock lock) {
        this.identities = identities;
        this.hashes = hashes;
        this.engine = engine;
        this.transaction = transaction;
        this.lock = lock;
    }

    @Override
    public Optional<Person> authenticate(String id, String password) {
        if (id == null || password == null || password.isEmpty()) {
            return Optional.empty();
        }
        var user = engine.run(
                () -> (UserEntity) identities.createUserQuery().userId(id).singleResult());
        if (!hashes.matches(password, user)) {
            return Optional.empty();
        }
        if (hashes.isOutdated(user.getPassword())) {
            upgradeHash(user, password);
        }
        return find(id);
    }

    /** Keeps the password, even one that the rules no longer admit. A login must not fail because this does. */
    private void upgradeHash(UserEntity user, String password) {
        try {
            user.setPassword(password);
            engine.run(() -> ((IdentityServiceImpl) identities).saveUser(user, true));
        } catch (ProcessEngineException | DataAccessException e) {
            log.warn("The hash of {}'s password stays as it is until the next login: {}", user.getId(), e.toString());
        }
    }

    @Override
    public Optional<Person> find(String id) {
        return engine.run(() -> Optional.ofNullable(
                        identities.createUserQuery().userId(id).singleResult())
                .map(user -> new Person(user.getId(), name(user), user.getEmail(), roles(user.getId()))));
    }

    @Override
    public List<Person> with(Role role) {
        return engine.run(() -> identities.createUserQuery().memberOfGroup(role.group()).list().stream()
                .map(user -> new Person(user.getId(), name(user), user.getEmail(), Set.of(role)))
                .sorted(Comparator.comparing(Person::name))
                .toList());
    }

    @Override
    public void createIfMissing(String id, String name, String mail, String password, Set<Role> roles) {
        transaction.executeWithoutResult(status -> engine.run(() -> {
            lock.take();
            if (identities.createUserQuery().userId(id).count() == 0) {
                create(id, name, mail, password, roles);
            }
        }));
    }

    @Override
    public boolean hasAdmin() {
        return engine.run(() ->
                identities.createUserQuery().memberOfGroup(Role.ADMIN.group()).count() > 0);
    }

    private void create(String id, String name, String mail, String password, Set<Role> roles) {
        var user = identities.newUser(id);
        user.setFirstName(name);
        user.setLastName("");
        user.setEmail(mail);
        user.setPassword(password);
        identities.saveUser(user);
        roles.forEach(role -> identities.createMembership(id, role.group()));
    }

    private Set<Role> roles(String id) {
        var roles = EnumSet.noneOf(Role.class);
        identities.createGroupQuery().groupMember(id).list().stream()
                .flatMap(group -> Role.ofGroup(group.getId()).stream())
                .forEach(roles::add);
        return roles;
    }

    private static String name(User user) {
        var first = user.getFirstName() == null ? "" : user.getFirstName();
        var last = user.getLastName() == null ? "" : user.getLastName();
        var name = (first + " " + last).strip();
        return name.isEmpty() ? user.getId() : name;
    }
}
