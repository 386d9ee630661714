package dev.firebreak.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the scripts that Firebreak replaces did, and no step may do. No command, statement or request of these is in the
 * code, in a model or in what the lab's host allows.
 */
@Tag("A071")
@Tag("A072")
class NeverDoneTests {

    private static final List<Path> ACTS = List.of(
            Path.of("src/main/java/dev/firebreak/runbook"),
            Path.of("runbooks"),
            Path.of("processes"),
            Path.of("docker/lab/images/host/sudoers"));

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|(?m)^#.*$");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flush(all|db)|flushAll|flushDB", // Redis: sessions and queues would be gone
                "debug\\s+(reload|segfault)",
                "pg_promote|pg_drop_replication_slot|pg_ctl", // a second primary, or a replica that can't follow
                "pg_resetwal|zero_damaged_pages|amcheck_repair",
                "vacuum\\s*\\(?full|vacuum full|cluster verbose", // locks each table, and needs its size once more
                "memory purge|memoryPurge", // frees no disk
                "system prune|pruneVolumes|PruneType\\.(VOLUMES|CONTAINERS|IMAGES)", // what people investigate
                "removeVolumes|withRemoveVolumes\\(true\\)",
                "gitea admin|gitea dump", // not what the source believed them to be
                "\"(pkill|killall)\"|\"kill\", \"-f\"", // by a pattern that fits half the host
                "iptables|flush ruleset|nft.*flush", // an open host
                "reset.{0,4}--hard|HEAD~1", // local work is lost, one version more each time
                "\"(bash|zsh)\"|\"sh\",\\s*\"-c\"", // no shell
                "crontab|/etc/cron", // nothing is installed
                "\"-rf\"|rm -rf"
            })
    void isInNoStep(String never) throws IOException {
        var pattern = Pattern.compile(never, Pattern.CASE_INSENSITIVE);

        for (var place : ACTS) {
            try (var files = Files.walk(place)) {
                assertThat(files.filter(Files::isRegularFile).flatMap(file -> found(file, pattern)))
                        .as(never)
                        .isEmpty();
            }
        }
    }

    private static Stream<String> found(Path file, Pattern pattern) {
        try {
            var code = COMMENT.matcher(Files.readString(file)).replaceAll("");
            return code.lines().filter(pattern.asPredicate()).map(line -> file + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
