package dev.firebreak.board.setup;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.FirstAdmin;
import dev.firebreak.access.FourEyes;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.access.setup.DemoPeople;
import dev.firebreak.alert.view.SendersHeard;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.database.FailoverSafety;
import dev.firebreak.escalation.contact.ContactVerifications;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.web.PublicAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Whether this installation is ready to respond: the one list for the setup page and the empty board. */
@Component
public class Readiness {

    private static final int MOST_NAMED = 20;

    private final OnCall onCall;
    private final CurrentCatalog catalog;
    private final ObjectProvider<Channel> channels;
    private final SendersHeard senders;
    private final RunbookSettings steps;
    private final PublicAddress address;
    private final Accounts accounts;
    private final ObjectProvider<FirstAdmin> admin;
    private final ObjectProvider<DemoPeople> demo;
    private final Environment environment;
    private final FailoverSafety failover;
    private final ContactVerifications contacts;
    private final Clock clock;

    Readiness(
            OnCall onCall,
            CurrentCatalog catalog,
            ObjectProvider<Channel> channels,
            SendersHeard senders,
            RunbookSettings steps,
            PublicAddress address,
            Accounts accounts,
            ObjectProvider<FirstAdmin> admin,
            ObjectProvider<DemoPeople> demo,
            Environment environment,
            FailoverSafety failover,
            ContactVerifications contacts,
            Clock clock) {
        this.onCall = onCall;
        this.catalog = catalog;
        this.channels = channels;
        this.senders = senders;
        this.steps = steps;
        this.address = address;
        this.accounts = accounts;
        this.admin = admin;
        this.demo = demo;
        this.environment = environment;
        this.failover = failover;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** The names of the channels that reach a person on call; empty if there is none. */
    public String channels() {
        var people = onCall.everyone(clock.instant());
        return channels.orderedStream()
                .filter(channel ->
                        channel.missing().isEmpty() && people.stream().anyMatch(channel::reaches))
                .map(Channel::name)
                .collect(Collectors.joining(", "));
    }

    /** What an installation needs before a quiet board means that all is well, and what its owner has decided. */
    public List<ReadinessCheck> checks() {
        return Stream.concat(
                        Stream.of(
                                sender(),
                                channel(),
                                base(),
                                withoutAccount(),
                                withoutContact(),
                                staleContacts(),
                                passwords(),
                                effects(),
                                fourEyes(),
                                anchors()),
                        failover().stream())
                .toList();
    }

    private Optional<ReadinessCheck> failover() {
        return failover.isSafe()
                .map(
                        safe -> safe
                                ? ReadinessCheck.met("A failover of PostgreSQL keeps every alert that was answered.")
                                : ReadinessCheck.note(
                                        "PostgreSQL has no synchronous standby: a failover to another server may lose the"
                                                + " alerts of the last moments. Set synchronous_standby_names there, if you have one."));
    }

    private ReadinessCheck sender() {
        return senders.last().isPresent()
                ? ReadinessCheck.met("Alerts arrive.")
                : ReadinessCheck.missing("No sender has been heard yet. Point Alertmanager to " + address
                        + "/api/alerts/alertmanager with the ingest token.");
    }

    private ReadinessCheck channel() {
        var ready = channels();
        return ready.isEmpty()
                ? ReadinessCheck.missing(
                        "No channel reaches who is on call, so nobody can be paged. Set spring.mail.host.")
                : ReadinessCheck.met("Pages go out by " + ready + ".");
    }

    /** The session cookie is {@code Secure} where this address is https. */
    private ReadinessCheck base() {
        if (address.isLocal()) {
            return ReadinessCheck.missing(
                    "Links in messages lead to " + address + ", which no phone reaches. Set firebreak.base-url.");
        }
        return address.isSecure()
                ? ReadinessCheck.met("Links in messages lead to " + address + ", and the login is encrypted.")
                : ReadinessCheck.missing(
                        "Passwords and the login travel in the clear to " + address
                                + ". Put a proxy with a certificate in front, and set firebreak.base-url to its https address.");
    }

    private ReadinessCheck withoutAccount() {
        var names = named(catalog.current().rotas().values().stream()
                .flatMap(rota -> rota.people().stream())
                .distinct()
                .limit(MOST_NAMED)
                .filter(person -> accounts.find(person.id()).isEmpty())
                .map(Contact::name));
        return names.isEmpty()
                ? ReadinessCheck.met("Everybody in the rotas has an account.")
                : ReadinessCheck.missing("In a rota, but without an account: " + names
                        + ". Add one in Admin, with the login of the catalogue.");
    }

    private ReadinessCheck staleContacts() {
        var names = named(contacts.stale().stream().limit(MOST_NAMED));
        return names.isEmpty()
                ? ReadinessCheck.met("Every contact was found right within 90 days.")
                : ReadinessCheck.missing("Nobody has checked these contacts for 90 days: " + names
                        + ". Say on /contacts that they are right.");
    }

    private ReadinessCheck withoutContact() {
        var names = named(Stream.of(Role.RESPONDER, Role.COMMANDER)
                .flatMap(role -> accounts.with(role).stream())
                .filter(person -> catalog.current().contact(person.id()).isEmpty())
                .map(Person::name)
                .distinct()
                .limit(MOST_NAMED));
        return names.isEmpty()
                ? ReadinessCheck.met("Every responder and commander is a contact of the catalogue.")
                : ReadinessCheck.note("May respond, but can't be paged: " + names
                        + ". Add them to the contacts of the catalogue under their logins.");
    }

    private static String named(Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }

    private ReadinessCheck passwords() {
        if (demo.getIfAvailable() != null) {
            return ReadinessCheck.missing(
                    "The accounts of the demo share one password. For real use, start without the profile demo and"
                            + " delete these accounts in Admin.");
        }
        var first = admin.getIfAvailable();
        return first != null && Files.exists(first.file())
                ? ReadinessCheck.missing("The generated password of the account " + FirstAdmin.ID + " is still in "
                        + first.file() + ". Change it in Admin, then delete the file.")
                : ReadinessCheck.met("No password lies in a file.");
    }

    private ReadinessCheck effects() {
        return steps.live()
                ? ReadinessCheck.met("Steps run for real on targets that are live (firebreak.effects=live).")
                : ReadinessCheck.note(
                        "Steps are a dry run: they change nothing. Set firebreak.effects=live when you trust the"
                                + " runbooks.");
    }

    private ReadinessCheck fourEyes() {
        return steps.fourEyes() == FourEyes.WARN
                ? ReadinessCheck.note("One person may approve their own steps and release their own models"
                        + " (firebreak.four-eyes=warn). With two people, remove the setting.")
                : ReadinessCheck.met("A second person approves steps and releases models.");
    }

    private ReadinessCheck anchors() {
        return Stream.of("firebreak.audit.mail", "firebreak.audit.webhook")
                        .anyMatch(key -> !environment.getProperty(key, "").isBlank())
                ? ReadinessCheck.met("The head of the audit is kept outside this node, too.")
                : ReadinessCheck.note(
                        "The head of the audit is kept in a file of this node only. Set firebreak.audit.mail or"
                                + " firebreak.audit.webhook, so that a forger of this node can't change it.");
    }
}
