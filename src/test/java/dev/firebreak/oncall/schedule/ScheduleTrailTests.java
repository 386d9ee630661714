package dev.firebreak.oncall.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.audit.AuditFixture;
import dev.firebreak.catalog.BusinessCalendar;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A country changes its time, and the node starts with a Java that knows it. */
@Tag("C8")
class ScheduleTrailTests {

    private static final String ZONE = "Test/Country";
    private static final Contact RITA = new Contact("rita", "Rita", "rita@example.org");
    private static final Contact SAM = new Contact("sam", "Sam", "sam@example.org");

    /** Rules that a test exchanges while the JVM runs. */
    private static final class Country extends ZoneRulesProvider {

        private static volatile ZoneRules rules;
        private static volatile String version;

        @Override
        protected Set<String> provideZoneIds() {
            return Set.of(ZONE);
        }

        @Override
        protected ZoneRules provideRules(String zone, boolean forCaching) {
            return forCaching ? null : rules;
        }

        @Override
        protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
            return new TreeMap<>(Map.of(version, rules));
        }
    }

    @TempDir
    Path data;

    private AuditFixture node;

    @BeforeAll
    static void theZoneIsKnown() {
        winterTimeAllYear();
        ZoneRulesProvider.registerProvider(new Country());
    }

    @BeforeEach
    void aNodeStarts() {
        winterTimeAllYear();
        node = new AuditFixture(data);
        start(rota(RITA, SAM));
    }

    @AfterEach
    void theNodeEnds() {
        node.close();
    }

    @Test
    void shiftsFollowTheNewRulesAndTheAuditNamesWhatChanges() {
        var rota = rota(RITA, SAM);
        var before = Shift.of(rota, Instant.parse("2026-11-30T08:30:00Z")).orElseThrow();

        summerTimeFrom("2026-11-25T00:00:00Z");
        start(rota);

        var after = Shift.of(rota, Instant.parse("2026-11-30T08:30:00Z")).orElseThrow();
        assertThat(before.person()).isNotEqualTo(after.person());
        assertThat(after.from()).isEqualTo(Instant.parse("2026-11-30T07:00:00Z"));
        assertThat(entries())
                .singleElement()
                .asString()
                .contains(
                        "on-call.recomputed",
                        "Test/Country",
                        "2026z",
                        "2026-11-30T09:00:00Z " + after.person().id(),
                        "2026-11-30T07:00:00Z " + after.person().id());
    }

    @Test
    void theNextStartAndASecondNodeSayNothingAgain() {
        summerTimeFrom("2026-11-25T00:00:00Z");
        start(rota(RITA, SAM));
        start(rota(RITA, SAM));
        node.clock.passes(Duration.ofDays(30));
        start(rota(RITA, SAM));

        assertThat(entries()).hasSize(1);
    }

    @Test
    void aRotaThatWasEditedIsNoNewsHere() {
        start(rota(SAM, RITA));

        assertThat(entries()).isEmpty();
    }

    private List<String> entries() {
        return node.jdbc()
                .sql("select entry from audit_entry where chain = 'catalogue' and entry like '%on-call%'")
                .query(String.class)
                .list();
    }

    private void start(Rota rota) {
        var catalog = new Catalog(
                "mosaic",
                Map.of(),
                Map.of(),
                Map.of("rita", RITA, "sam", SAM),
                Map.of(rota.name(), rota),
                List.of(rota.name()),
                Map.of(),
                new BusinessCalendar(
                        ZoneOffset.UTC, LocalTime.of(9, 0), LocalTime.of(17, 0), Set.of(DayOfWeek.MONDAY), Set.of()));
        new ScheduleTrail(
                        catalog,
                        node.audit(),
                        node.jdbc(),
                        node.clock,
                        new DataSourceTransactionManager(node.database()))
                .afterSingletonsInstantiated();
    }

    private static Rota rota(Contact... people) {
        return new Rota(
                "primary",
                ZoneId.of(ZONE),
                LocalDateTime.parse("2026-01-05T10:00"),
                Duration.ofDays(7),
                List.of(people));
    }

    private static void winterTimeAllYear() {
        Country.rules = ZoneRules.of(ZoneOffset.ofHours(1));
        Country.version = "2026a";
    }

    private static void summerTimeFrom(String moment) {
        var change = ZoneOffsetTransition.of(
                LocalDateTime.ofInstant(Instant.parse(moment), ZoneOffset.ofHours(1)),
                ZoneOffset.ofHours(1),
                ZoneOffset.ofHours(3));
        Country.rules =
                ZoneRules.of(ZoneOffset.ofHours(1), ZoneOffset.ofHours(1), List.of(), List.of(change), List.of());
        Country.version = "2026z";
    }
}
