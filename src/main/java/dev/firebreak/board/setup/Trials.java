package dev.firebreak.board.setup;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.access.Audit;
import dev.firebreak.access.Person;
import dev.firebreak.alert.Unavailable;
import dev.firebreak.alert.sample.SampleAlert;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.oncall.paging.TestPage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/**
 * Tries the installation out for one person: a test page and a sample alert, each at most once a minute on all nodes
 * together. Each is in the audit before it begins.
 */
@Component
class Trials {

    static final Duration REST = Duration.ofMinutes(1);
    private static final String CHAIN = "system";

    private final TestPage pages;
    private final SampleAlert samples;
    private final CurrentCatalog catalog;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Trials(
            TestPage pages,
            SampleAlert samples,
            CurrentCatalog catalog,
            Audit audit,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.pages = pages;
        this.samples = samples;
        this.catalog = catalog;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Sends the test page and says which channels took it. Throws an {@link ErrorResponseException} if none did. */
    String testPage(Person person) {
        var contact = catalog.current()
                .contact(person.id())
                .orElseThrow(() -> refusal(
                        HttpStatus.CONFLICT,
                        "No page reaches you: the catalogue has no contact " + person.id() + ". Add contacts."
                                + person.id() + " with your mail address."));
        begin(person, "test-page", Map.of("to", contact.name()));
        var outcomes = pages.send(contact);
        record(person, "test-page.answered", outcomes);
        var failed = words(outcomes.stream().filter(it -> it.failure() != null).toList());
        var taken = outcomes.stream()
                .filter(it -> it.failure() == null)
                .map(TestPage.Outcome::channel)
                .collect(Collectors.joining(" and "));
        if (taken.isEmpty()) {
            throw refusal(HttpStatus.CONFLICT, "No channel took the test page. " + failed);
        }
        return "Your test page left by " + taken + ". Check that it arrives. " + failed;
    }

    private static String words(List<TestPage.Outcome> failed) {
        return failed.stream()
                .map(it -> it.channel() + ": " + it.failure() + ".")
                .collect(Collectors.joining(" "));
    }

    private void record(Person person, String action, List<TestPage.Outcome> outcomes) {
        var facts = outcomes.stream()
                .collect(Collectors.toMap(
                        TestPage.Outcome::channel, it -> it.failure() == null ? "taken" : it.failure(), (a, b) -> a));
        transaction.executeWithoutResult(status -> audit.record(CHAIN, person.id(), action, facts));
    }

    /** Sends the sample alert, or its all-clear, and returns its incident. */
    Optional<IncidentId> sampleAlert(Person person, boolean isFiring) {
        begin(person, isFiring ? "sample-alert" : "sample-all-clear", Map.of());
        try {
            return samples.send(person, isFiring);
        } catch (Unavailable e) {
            throw refusal(HttpStatus.SERVICE_UNAVAILABLE, "The intake takes no alert now. Try again in a minute.");
        }
    }

    private void begin(Person person, String kind, Map<String, String> facts) {
        var now = clock.instant();
        transaction.executeWithoutResult(status -> {
            var isFirst =
                    jdbc.sql("insert into trial (person, kind, pressed_at) values (?, ?, ?) on conflict do nothing")
                                    .params(person.id(), kind, at(now))
                                    .update()
                            == 1;
            var isRested = isFirst
                    || jdbc.sql("update trial set pressed_at = ? where person = ? and kind = ? and pressed_at <= ?")
                                    .params(at(now), person.id(), kind, at(now.minus(REST)))
                                    .update()
                            == 1;
            if (!isRested) {
                throw refusal(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "You did this less than a minute ago. Wait a minute, then try again.");
            }
            audit.record(CHAIN, person.id(), kind, facts);
        });
    }

    private static ErrorResponseException refusal(HttpStatus status, String why) {
        var refused = new ErrorResponseException(status);
        refused.setDetail(why.strip());
        return refused;
    }
}
