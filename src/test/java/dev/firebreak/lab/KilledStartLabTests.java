package dev.firebreak.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A16: the packaged Firebreak is killed during its first start, while it creates tables, models and accounts. */
@Lab("FIREBREAK_DB_PORT")
class KilledStartLabTests {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    private final Random random = new Random(20261122);

    @Test
    @Tag("A16")
    @Tag("chaos")
    void onPostgres_afterThreeKilledStartsTheNextMakesItGood() throws Exception {
        killedThrice("PostgreSQL");
    }

    @Test
    @Tag("chaos")
    void onH2_afterThreeKilledStartsTheNextMakesItGood() throws Exception {
        killedThrice("H2");
    }

    private void killedThrice(String database) throws Exception {
        try (var firebreak = firebreak(database)) {
            killed(firebreak, "'create' on component 'engine'", 150);
            killed(firebreak, "Migrating schema", 60);
            killed(firebreak, "Exposing 1 endpoint", 1_200);
            isMadeGood(firebreak);
        }
    }

    private static void isMadeGood(FirebreakProcess firebreak) throws Exception {
        firebreak.start();

        theOneAdministratorGetsIn(firebreak);
        firebreak.alert(secret(firebreak, "ingest-token"), SampleAlert.firing("first"));
    }

    private FirebreakProcess firebreak(String database) throws Exception {
        var firebreak = new FirebreakProcess(18083, home).withoutAdminPassword();
        return "H2".equals(database) ? firebreak : firebreak.onPostgres(LabEnvironment.freshDatabase("killed_start"));
    }

    /** Kills it this many milliseconds after it has logged the text; creating tables takes 100 ms. */
    private void killed(FirebreakProcess firebreak, String word, int atMostMillis) throws Exception {
        var said = firebreak.output().length();
        var end = System.nanoTime() + Duration.ofSeconds(240).toNanos();
        firebreak.launch();
        while (System.nanoTime() < end && !firebreak.output().substring(said).contains(word)) {
            Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(atMostMillis));
        firebreak.kill();
        assertThat(firebreak.output().substring(said)).contains(word);
    }

    private static void theOneAdministratorGetsIn(FirebreakProcess firebreak) throws Exception {
        var password = secret(firebreak, "initial-admin-password");
        var admins = firebreak.knowing(password).admin("/engine-rest/user?memberOfGroup=camunda-admin&maxResults=10");

        assertThat(admins.findValuesAsText("id")).containsExactly("admin");
        assertThat(firebreak.output().split("with the password  ", -1)).hasSizeLessThanOrEqualTo(2);
    }

    private static String secret(FirebreakProcess firebreak, String file) throws IOException {
        return Files.readString(firebreak.home().resolve("data").resolve(file)).strip();
    }
}
