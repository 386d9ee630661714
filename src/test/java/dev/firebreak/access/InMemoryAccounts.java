package dev.firebreak.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store of accounts in memory, instead of the engine's. */
public class InMemoryAccounts implements Accounts {

    private record Account(Person person, String password) {}

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    @Override
    public Optional<Person> authenticate(String id, String password) {
        return Optional.ofNullable(accounts.get(id))
                .filter(account -> account.password().equals(password))
                .map(Account::person);
    }

    @Override
    public Optional<Person> find(String id) {
        return Optional.ofNullable(accounts.get(id)).map(Account::person);
    }

    @Override
    public void createIfMissing(String id, String name, String mail, String password, Set<Role> roles) {
        accounts.putIfAbsent(id, new Account(new Person(id, name, mail, roles), password));
    }

    void remove(String id) {
        accounts.remove(id);
    }

    @Override
    public boolean hasAdmin() {
        return accounts.values().stream().anyMatch(a -> a.person().roles().contains(Role.ADMIN));
    }
}
