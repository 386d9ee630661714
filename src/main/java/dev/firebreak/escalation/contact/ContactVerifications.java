package dev.firebreak.escalation.contact;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.access.Audit;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.ExternalContact;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/**
 * Repository of what people said of contacts: each is stale 90 days after somebody said that it is right, or after the
 * catalogue named or changed it.
 */
@Repository
public class ContactVerifications {

    /** How long a contact counts as right. */
    static final Duration VALID = Duration.ofDays(90);

    private static final String CATALOGUE = "catalogue";

    private record Known(String id, String name, String what, String details) {

        String sha256() {
            return Hash.sha256(name + "\n" + what + "\n" + details);
        }
    }

    private record Said(String sha256, Instant at, String by) {}

    private final JdbcClient jdbc;
    private final CurrentCatalog catalog;
    private final Audit audit;
    private final Clock clock;

    ContactVerifications(JdbcClient jdbc, CurrentCatalog catalog, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
    }

    /** All contacts, in the order of the catalogue, parties first. What is new or changed counts from now on. */
    @Transactional
    public List<VerifiedContact> all() {
        var said = new HashMap<String, Said>();
        jdbc.sql("select * from contact_verification").query(row -> {
            said.put(
                    row.getString("contact"),
                    new Said(row.getString("sha256"), instant(row, "verified_at"), row.getString("verified_by")));
        });
        return known().map(one -> view(one, said.get(one.id()))).toList();
    }

    /** The names of those that nobody has found right for too long. */
    public List<String> stale() {
        return all().stream()
                .filter(VerifiedContact::isStale)
                .map(VerifiedContact::name)
                .toList();
    }

    /** Somebody says that a contact is still right. Throws 404 for one that the catalogue does not name. */
    @Transactional
    public void verify(String id, String by) {
        var one = known().filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ErrorResponseException(
                        HttpStatus.NOT_FOUND,
                        ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "The catalogue has no such contact."),
                        null));
        write(one, by);
        audit.record("system", by, "contact.verified", Map.of("contact", id));
    }

    private VerifiedContact view(Known one, Said said) {
        var known = said;
        if (known == null || !known.sha256().equals(one.sha256())) {
            known = new Said(one.sha256(), clock.instant(), CATALOGUE);
            write(one, CATALOGUE);
        }
        var isStale = known.at().plus(VALID).isBefore(clock.instant());
        return new VerifiedContact(one.id(), one.name(), one.what(), one.details(), known.at(), known.by(), isStale);
    }

    private void write(Known one, String by) {
        var isKnown = jdbc.sql(
                                "update contact_verification set sha256 = ?, verified_at = ?, verified_by = ? where contact = ?")
                        .params(one.sha256(), at(clock.instant()), by, one.id())
                        .update()
                == 1;
        if (!isKnown) {
            jdbc.sql("insert into contact_verification (contact, sha256, verified_at, verified_by) values (?, ?, ?, ?)"
                            + " on conflict do nothing")
                    .params(one.id(), one.sha256(), at(clock.instant()), by)
                    .update();
        }
    }

    private Stream<Known> known() {
        var current = catalog.current();
        return Stream.concat(
                current.externals().values().stream().map(ContactVerifications::external),
                current.contacts().values().stream().map(ContactVerifications::person));
    }

    private static Known external(ExternalContact one) {
        var details = Stream.of(
                        one.mail(),
                        one.phone(),
                        one.url(),
                        one.contract() == null ? null : "contract " + one.contract(),
                        one.hours().text() + " (" + one.hours().zone() + ")")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · "));
        return new Known("externals." + one.id(), one.name(), one.kind().words(), details);
    }

    /** The address of a Slack channel is a secret's name, which says nothing. */
    private static Known person(Contact one) {
        return new Known(
                one.id(),
                one.name(),
                one.isPerson() ? "person" : "Slack channel",
                one.isPerson() ? one.mail() : "incoming webhook");
    }
}
