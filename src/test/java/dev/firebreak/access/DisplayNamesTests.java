package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DisplayNamesTests {

    private final MovableClock clock = new MovableClock();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final DisplayNames names = new DisplayNames(catalog(), accounts, clock);

    @Test
    void theCatalogueNamesFirst_thenTheAccount_thenTheLoginStands() {
        accounts.createIfMissing("rex", "Rex of the account", "rex@example.test", "violet-harbour-1", Set.of());
        accounts.createIfMissing("ada", "Ada Admin", "ada@example.test", "violet-harbour-1", Set.of(Role.ADMIN));

        assertThat(names.of("rex")).isEqualTo("Rex Responder");
        assertThat(names.of("ada")).isEqualTo("Ada Admin");
        assertThat(names.of("grafana")).isEqualTo("grafana");
        assertThat(names.of(null)).isNull();
        assertThat(names.actor("select-runbook")).isEqualTo("Runbook choice");
        assertThat(names.actor("escalation")).isEqualTo("Escalation outside");
        assertThat(names.actor("postgres.show-sessions")).isEqualTo("Show sessions");
        assertThat(names.actor("rex")).isEqualTo("Rex Responder");
        assertThat(names.actor("example.org.")).isEqualTo("example.org.");
        assertThat(names.actor(null)).isNull();
        assertThat(names.isPerson("ada")).isTrue();
        assertThat(names.isPerson("grafana")).isFalse();
    }

    @Test
    void anAccountThatIsMadeIsNamedAfterAMinute() {
        assertThat(names.of("ben")).isEqualTo("ben");
        accounts.createIfMissing("ben", "Ben Builder", "ben@example.test", "violet-harbour-1", Set.of());
        clock.passes(Duration.ofSeconds(61));

        assertThat(names.of("ben")).isEqualTo("Ben Builder");
    }

    private static Catalog catalog() {
        return new Catalog(
                "mosaic",
                Map.of(),
                Map.of(),
                Map.of("rex", new Contact("rex", "Rex Responder", "rex@example.test")),
                Map.of(),
                List.of(),
                Map.of(),
                null);
    }
}
