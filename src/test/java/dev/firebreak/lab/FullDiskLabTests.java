package dev.firebreak.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The disk of an H2 database fills up and gets room again. The disk is a file system in memory, so this needs root. */
@Lab({})
@Tag("chaos")
class FullDiskLabTests {

    private static final String TOKEN = "token-of-the-full-0123456789";

    @TempDir(cleanup = CleanupMode.NEVER)
    Path disk;

    private FirebreakProcess firebreak;

    @BeforeEach
    void mount() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk.toString());
        firebreak = new FirebreakProcess(18086, disk).env("FIREBREAK_INGEST_TOKEN", TOKEN);
    }

    @AfterEach
    void unmount() throws Exception {
        firebreak.close();
        run("umount", "--lazy", disk.toString());
    }

    @Test
    @Tag("B4")
    void aFullDiskRefusesAlerts_andWithRoomAgainTheNodeEndsAndTheNextStartHasEveryAlert() throws Exception {
        firebreak.start();

        var answered = sendUntilRefused();
        Until.within(Duration.ofSeconds(20)).see("not ready", () -> !firebreak.isReady());
        run("mount", "-o", "remount,size=200m", disk.toString());

        Until.within(Duration.ofSeconds(90)).see("the node ends", () -> !firebreak.isAlive());
        firebreak.start();
        assertThat(firebreak.services()).containsAll(answered).doesNotHaveDuplicates();
        firebreak.alert(TOKEN, SampleAlert.firing("after"));
    }

    private List<String> sendUntilRefused() throws InterruptedException {
        var answered = new ArrayList<String>();
        while (true) {
            var name = "full-" + answered.size();
            try {
                firebreak.alert(TOKEN, SampleAlert.firing(name).replace("connections", "x".repeat(20_000)));
                answered.add(name);
            } catch (AssertionError | IOException refused) {
                assertThat(answered).isNotEmpty();
                return answered;
            }
        }
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
