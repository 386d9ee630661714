package dev.firebreak.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.ShortLivedJava;
import dev.firebreak.database.MigratedDatabase;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.ledger.StepState;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A second JVM is stopped dead in the middle of a step; this one takes over from the ledger it left on disk. */
class KilledStepTests {

    private static final int HALTED = 137;

    @TempDir
    Path folder;

    @Test
    @Tag("A8")
    void killedBeforeTheEffect_itHappensOnceUnderTheSameApproval() throws Exception {
        var left = killedAt("die-before");

        assertThat(left.run.step().state()).isEqualTo(StepState.RUNNING);
        assertThat(left.takenOver()).isEqualTo("done");
        assertThat(left.fixture.effects()).containsExactly("on");
        assertThat(left.run.step().attempt()).isEqualTo(2);
    }

    @Test
    @Tag("A9")
    void killedInTheEffectAndNobodyCanTell_isUnknownAndNeverRepeated() throws Exception {
        var left = killedAt("die-before");
        left.fixture.there("blind", "");

        assertThat(left.takenOver()).isEqualTo("unknown");
        assertThat(left.fixture.effects()).isEmpty();
    }

    @Test
    @Tag("A10")
    void killedAfterTheEffect_itIsProvedAndNotRepeated() throws Exception {
        var left = killedAt("die-after");

        assertThat(left.run.step().state()).isEqualTo(StepState.RUNNING);
        assertThat(left.takenOver()).isEqualTo("done");
        assertThat(left.fixture.effects()).containsExactly("on");
        assertThat(left.fixture.timeline()).last().asString().contains("after an interruption, the line is there");
    }

    @Test
    @Tag("A11")
    void killedBeforeTheEngineIsTold_theAnswerComesFromTheLedger() throws Exception {
        var left = killedAt("die-untold");

        assertThat(left.run.step().state()).isEqualTo(StepState.SUCCEEDED);
        assertThat(left.takenOver()).isEqualTo("done");
        assertThat(left.run.variables).containsEntry("written", true);
        assertThat(left.fixture.effects()).containsExactly("on");
    }

    private record Left(RunbookFixture fixture, RunbookFixture.Run run) {
        String takenOver() throws Exception {
            fixture.clock.passes(Duration.ofSeconds(31));
            return run.execute().outcome();
        }
    }

    private Left killedAt(String point) throws Exception {
        MigratedDatabase.in(RunbookFixture.source(database(folder))); // faster than in a JVM that has just begun
        var other = new ProcessBuilder(ShortLivedJava.running(Victim.class, folder.toString(), point))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
        assertThat(other.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).as("see %s", folder.resolve("victim.log")).isEqualTo(HALTED);
        assertThat(new File(folder.resolve(point).toString()).delete()).isTrue();
        return left();
    }

    private Left left() {
        var id = new IncidentId(read("incident"));
        var fixture = new RunbookFixture(folder, database(folder), id);
        var run = fixture.flip();
        run.variables.put("stepId", read("step"));
        var instance = fixture.beans
                .getBean(JdbcClient.class)
                .sql("select process_instance from step")
                .query(String.class)
                .single();
        return new Left(fixture, run.in(instance));
    }

    private String read(String file) {
        try {
            return java.nio.file.Files.readString(folder.resolve(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String database(Path folder) {
        return "file:" + folder.resolve("ledger") + ";WRITE_DELAY=0";
    }

    /** The JVM that is stopped. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            var folder = Path.of(arguments[0]);
            var fixture = new RunbookFixture(folder, database(folder), (IncidentId) null);
            fixture.there("id", "lamp-1");
            fixture.there(arguments[1], "");
            var run = fixture.approved();
            fixture.there("incident", fixture.incident.value());
            fixture.there("step", run.text("stepId"));
            run.execute();
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
