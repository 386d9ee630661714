package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.incident.IncidentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes on one real PostgreSQL. */
@Lab("FIREBREAK_DB_PORT")
class RacesLabTests {

    private static final int RACES = 200;
    private static final int ALL_RACES = 10_000;

    private static AlertIngestFixture one;
    private static AlertIngestFixture other;

    @BeforeAll
    static void openTwo() {
        one = AlertIngestFixture.onPostgres();
        other = new AlertIngestFixture(one.database(), AlertIngestFixture.SETTINGS);
    }

    @AfterEach
    void clean() {
        one.clean();
    }

    @AfterAll
    static void closeBoth() {
        other.stop();
        one.close();
    }

    @Test
    @Tag("C1")
    @Tag("chaos")
    void tenThousandGroupsThatReachBothNodesAtOnceAreAsManyIncidents() {
        know(ALL_RACES);

        assertThat(race(ALL_RACES, "a", "b")).isEqualTo(ALL_RACES);

        assertThat(one.incidents()).isEqualTo(ALL_RACES);
        assertThat(one.count("select count(*) from alert")).isEqualTo(2 * ALL_RACES);
        assertThat(one.count("select count(*) from process_start")).isEqualTo(ALL_RACES);
    }

    @Test
    @Tag("C1")
    void aGroupThatReachesBothNodesAtOnceIsOneIncident() {
        assertThat(race(RACES, "a", "b")).isEqualTo(RACES);
        assertThat(one.incidents()).isEqualTo(RACES);

        // The groups are known now and their incidents over: nothing but the lock of the group keeps two nodes apart.
        one.jdbc().sql("update incident set status = 'RESOLVED'").update();
        assertThat(race(RACES, "c", "d")).isEqualTo(RACES);
        assertThat(one.incidents()).isEqualTo(2 * RACES);

        var starters = Stream.of(one, other, one, other)
                .map(node -> CompletableFuture.runAsync(node::startProcesses))
                .toList();
        starters.forEach(CompletableFuture::join);
        one.startProcesses();
        assertThat(one.count("select count(*) from alert")).isEqualTo(4 * RACES);
        assertThat(one.count("select count(*) from alert where incident_id is null"))
                .isZero();
        assertThat(one.count("select count(*) from ACT_RU_EXECUTION where parent_id_ is null"))
                .isEqualTo(2 * RACES);
        assertThat(one.count("select count(*) from alert_pending")).isZero();
    }

    /** Groups that were there before: nothing but the lock of each keeps two nodes apart. */
    private void know(int groups) {
        var transaction = new TransactionTemplate(one.get(PlatformTransactionManager.class));
        for (var from = 0; from < groups; from += 1_000) {
            var payloads = IntStream.range(from, from + 1_000)
                    .mapToObj(n -> one.payload("default", PayloadFixture.group("g" + n)))
                    .toList();
            transaction.executeWithoutResult(
                    status -> one.get(AlertGroups.class).lock(payloads));
        }
    }

    /** One node receives one alert of a group, the other of another one. Answers how many incidents were opened. */
    private int race(int races, String ofOne, String ofOther) {
        var opened = 0;
        for (var from = 0; from < races; from += 200) {
            var answers = Collections.synchronizedList(new ArrayList<CompletableFuture<IngestResult>>());
            var posts = new ArrayList<Runnable>();
            IntStream.range(from, Math.min(from + 200, races)).forEach(n -> {
                posts.add(() -> answers.add(
                        one.send("default", PayloadFixture.group("g" + n).firing(ofOne + n))));
                posts.add(() -> answers.add(
                        other.send("default", PayloadFixture.group("g" + n).firing(ofOther + n))));
            });
            Collections.shuffle(posts, new Random(from));
            posts.forEach(Runnable::run);
            opened +=
                    answers.stream().mapToInt(answer -> answer.join().opened()).sum();
        }
        return opened;
    }

    @Test
    @Tag("C1")
    void theLastTwoAlertsResolvedAtOnceAreToldOnce() {
        var incidents = new HashSet<String>();
        for (var n = 0; n < RACES / 2; n++) {
            var name = "n" + n;
            incidents.addAll(
                    one.post(PayloadFixture.group(name).firing("a" + name).firing("b" + name))
                            .incidents());
            // Under another key the other half of the group: no group's lock keeps the two apart.
            one.post(PayloadFixture.group(name + " too").firing("b" + name));
            var both = List.of(
                    one.send("default", PayloadFixture.group(name).resolved("a" + name)),
                    other.send("default", PayloadFixture.group(name + " too").resolved("b" + name)));
            both.forEach(CompletableFuture::join);
        }
        assertThat(incidents)
                .hasSize(RACES / 2)
                .allSatisfy(incident -> assertThat(one.heard(new IncidentId(incident), "Cleared"))
                        .isEqualTo(1));
    }

    @Test
    @Tag("A4")
    void whatWasLeftLyingIsAppliedByOneNodeOnly() {
        var left = IntStream.range(0, 200)
                .mapToObj(n ->
                        one.payload("default", PayloadFixture.group("g" + n).firing("a" + n)))
                .toList();
        one.journal(left);
        one.clock.passes(Duration.ofSeconds(3));
        other.clock.passes(Duration.ofSeconds(3));

        var sweeps =
                List.of(CompletableFuture.runAsync(() -> one.sweep()), CompletableFuture.runAsync(() -> other.sweep()));
        sweeps.forEach(CompletableFuture::join);

        assertThat(one.incidents()).isEqualTo(200);
        assertThat(one.count("select cast(sum(seen) as integer) from alert")).isEqualTo(200);
        assertThat(one.count("select count(*) from alert_pending")).isZero();
    }
}
