package dev.firebreak.oncall.reminder;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.comms.delivery.NotificationDispatcher;
import dev.firebreak.comms.delivery.RefusedAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether a person can do a shift (guarantees.md A143): they can log in and act, a page reaches them, and every target
 * that is live has its credentials.
 */
@Component
public class ShiftReadiness {

    private final Accounts accounts;
    private final NotificationDispatcher dispatcher;
    private final RefusedAddresses refused;
    private final CurrentCatalog catalog;
    private final Secrets secrets;

    ShiftReadiness(
            Accounts accounts,
            NotificationDispatcher dispatcher,
            RefusedAddresses refused,
            CurrentCatalog catalog,
            Secrets secrets) {
        this.accounts = accounts;
        this.dispatcher = dispatcher;
        this.refused = refused;
        this.catalog = catalog;
        this.secrets = secrets;
    }

    /** What is in the way, a sentence each; none if all is well. */
    public List<String> troubles(Contact person) {
        var troubles = new ArrayList<String>();
        login(person).ifPresent(troubles::add);
        dispatcher.missing(person).ifPresent(what -> troubles.add("No page reaches you: " + what + "."));
        refused.why(person.mail())
                .ifPresent(why -> troubles.add("Mail to " + person.mail() + " was refused: " + why + "."));
        catalog.current().targets().values().stream()
                .filter(Target::live)
                .flatMap(target -> credentials(target).stream())
                .forEach(troubles::add);
        return troubles;
    }

    private Optional<String> login(Contact person) {
        var account = accounts.find(person.id());
        if (account.isEmpty()) {
            return Optional.of("You can't log in: there is no account " + person.id() + ".");
        }
        var roles = account.get().roles();
        return roles.contains(Role.RESPONDER) || roles.contains(Role.COMMANDER)
                ? Optional.empty()
                : Optional.of("You can't respond: your account has neither the role responder nor commander.");
    }

    private List<String> credentials(Target target) {
        return target.settings().entrySet().stream()
                .filter(setting -> Secrets.isReference(setting.getValue()))
                .filter(setting -> isMissing(setting.getValue()))
                .map(setting ->
                        "No runbook can log in to %s: its %s has no value.".formatted(target.name(), setting.getKey()))
                .toList();
    }

    private boolean isMissing(String reference) {
        try {
            return secrets.reveal(reference).isBlank();
        } catch (RuntimeException missing) {
            return true;
        }
    }
}
