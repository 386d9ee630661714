package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two nodes on one real PostgreSQL. {@code -Dfirebreak.races=10000} for the full count of faults.md C1. */
@Lab("FIREBREAK_DB_PORT")
class RacesLabTests {

    private static final int RACES = Integer.getInteger("firebreak.races", 1_000);

    @Test
    void C1_aGroupThatReachesBothNodesAtOnceIsOneIncident() throws Exception {
        var database = TestDatabase.postgres();
        try (var one = new Hall(database, Hall.SETTINGS)) {
            var other = new Hall(database, Hall.SETTINGS);
            var answers = new ArrayList<CompletableFuture<Answer>>();
            for (var from = 0; from < RACES; from += 200) {
                var posts = new ArrayList<Runnable>();
                IntStream.range(from, Math.min(from + 200, RACES)).forEach(n -> {
                    posts.add(() -> answers.add(one.send(
                            "default", Payload.group("g" + n).firing("a" + n).firing("b" + n))));
                    posts.add(() -> answers.add(other.send(
                            "default", Payload.group("g" + n).firing("b" + n).firing("a" + n))));
                });
                Collections.shuffle(posts, new Random(from));
                posts.forEach(Runnable::run);
                CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                        .join();
            }
            other.get(Sweeper.class).sweep();

            assertThat(one.incidents()).isEqualTo(RACES);
            assertThat(one.count("select count(*) from alert")).isEqualTo(2 * RACES);
            assertThat(
                            one.count(
                                    "select count(*) from ACT_RU_EXECUTION where parent_id_ is null and business_key_ is not null"))
                    .isEqualTo(RACES);
            assertThat(one.count("select count(*) from alert_pending")).isZero();
            assertThat(answers.stream()
                            .mapToInt(answer -> answer.join().opened())
                            .sum())
                    .isEqualTo(RACES);
            other.stop();
        }
    }

    @Test
    void C1_theLastTwoAlertsResolvedAtOnceAreToldOnce() throws Exception {
        var database = TestDatabase.postgres();
        try (var one = new Hall(database, Hall.SETTINGS)) {
            var other = new Hall(database, Hall.SETTINGS);
            var incidents = new HashSet<String>();
            for (var n = 0; n < RACES / 10; n++) {
                var name = "n" + n;
                incidents.addAll(one.post(Payload.group(name).firing("a" + name).firing("b" + name))
                        .incidents());
                // Under another key the other half of the group: no group's lock keeps the two apart.
                one.post(Payload.group(name + " too").firing("b" + name));
                var both = List.of(
                        one.send("default", Payload.group(name).resolved("a" + name)),
                        other.send("default", Payload.group(name + " too").resolved("b" + name)));
                both.forEach(CompletableFuture::join);
            }
            assertThat(incidents)
                    .hasSize(RACES / 10)
                    .allSatisfy(incident -> assertThat(
                                    one.heard(new dev.firebreak.incident.IncidentId(incident), "Cleared"))
                            .isEqualTo(1));
            other.stop();
        }
    }
}
