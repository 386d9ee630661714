package dev.firebreak.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A second JVM is stopped dead in the middle of a step; this one takes over from the ledger it left on disk. */
class KilledTests {

    private static final int HALTED = 137;

    @TempDir
    Path folder;

    @Test
    void A8_killedBeforeTheEffect_itHappensOnceUnderTheSameApproval() throws Exception {
        var left = killedAt("die-before");

        assertThat(left.run.step().state()).isEqualTo(StepState.RUNNING);
        assertThat(left.takenOver()).isEqualTo("done");
        assertThat(left.site.effects()).containsExactly("on");
        assertThat(left.run.step().attempt()).isEqualTo(2);
    }

    @Test
    void A9_killedInTheEffectAndNobodyCanTell_isUnknownAndNeverRepeated() throws Exception {
        var left = killedAt("die-before");
        left.site.there("blind", "");

        assertThat(left.takenOver()).isEqualTo("unknown");
        assertThat(left.site.effects()).isEmpty();
    }

    @Test
    void A10_killedAfterTheEffect_itIsProvedAndNotRepeated() throws Exception {
        var left = killedAt("die-after");

        assertThat(left.run.step().state()).isEqualTo(StepState.RUNNING);
        assertThat(left.takenOver()).isEqualTo("done");
        assertThat(left.site.effects()).containsExactly("on");
        assertThat(left.site.timeline()).last().asString().contains("after a break, the line is there");
    }

    @Test
    void A11_killedBeforeTheEngineIsTold_theAnswerComesFromTheLedger() throws Exception {
        var left = killedAt("die-untold");

        assertThat(left.run.step().state()).isEqualTo(StepState.SUCCEEDED);
        assertThat(left.takenOver()).isEqualTo("done");
        assertThat(left.run.variables).containsEntry("written", true);
        assertThat(left.site.effects()).containsExactly("on");
    }

    private record Left(Site site, Site.Run run) {
        String takenOver() throws Exception {
            site.clock.passes(Duration.ofSeconds(31));
            return run.execute().outcome();
        }
    }

    private Left killedAt(String point) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var other = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString(),
                        point)
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
        var site = new Site(folder, database(folder), id);
        var run = site.flip();
        run.variables.put("stepId", read("step"));
        var instance = site.beans
                .getBean(JdbcClient.class)
                .sql("select process_instance from step")
                .query(String.class)
                .single();
        return new Left(site, run.in(instance));
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
            var site = new Site(folder, database(folder), (IncidentId) null);
            site.there("id", "lamp-1");
            site.there(arguments[1], "");
            var run = site.approved();
            site.there("incident", site.incident.value());
            site.there("step", run.text("stepId"));
            run.execute();
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
