package dev.firebreak.incident.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.TimelineEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class EvidenceTests {

    private static final byte[] CONTENT = "docker ps\nmosaic-postgres  Up 3 days".getBytes(UTF_8);

    @TempDir
    Path outside;

    private final Clock clock = Clock.systemUTC();
    private final InMemoryRecord record = new InMemoryRecord(clock);
    private final IncidentId incident = record.incident();
    private Path data;
    private Evidence evidence;

    @BeforeEach
    void open() throws IOException {
        data = Files.createDirectory(outside.resolve("data"));
        evidence = new Evidence(
                record.jdbc(), record.timeline(), clock, new EvidenceSettings(DataSize.ofBytes(1_000)), data);
    }

    @Test
    void whatWasKeptComesBackAsItWas() {
        evidence.keep(incident, "containers.txt", "text/plain", CONTENT, "host.capture-state");

        var item = evidence.of(incident).get(0);

        assertThat(item.name()).isEqualTo("containers.txt");
        assertThat(item.bytes()).isEqualTo(CONTENT.length);
        assertThat(item.takenBy()).isEqualTo("host.capture-state");
        assertThat(evidence.content(item.id())).contains(CONTENT);
        assertThat(evidence.content(UUID.randomUUID())).isEmpty();
    }

    @Test
    void onlyWeMayReadTheFiles() throws IOException {
        evidence.keep(incident, "containers.txt", "text/plain", CONTENT, "test");

        var file = fileOf(evidence.of(incident).get(0));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    @Tag("E10")
    void noNameLeadsOutOfTheFolder() throws IOException {
        var names = new java.util.ArrayList<>(List.of(
                "../../etc/cron.d/x",
                "/etc/passwd",
                "a\0b",
                "x".repeat(4_000),
                ".",
                "..",
                "",
                "\u202Etxt.exe",
                "a/b\\c"));
        var random = new Random(10);
        for (var i = 0; i < 200; i++) {
            names.add(hostile(random));
        }

        names.forEach(name -> evidence.keep(incident, name, name, new byte[] {1}, name + "x"));

        assertThat(evidence.of(incident)).hasSize(names.size()).allSatisfy(item -> {
            assertThat(fileOf(item)).isRegularFile();
            assertThat(item.name()).hasSizeBetween(1, 200).doesNotContain("\0");
            assertThat(item.mediaType()).isEqualTo("application/octet-stream");
        });
        try (var all = Files.walk(outside)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(names.size());
        }
    }

    @Test
    @Tag("E10")
    void aPlantedLinkIsNotFollowed() throws IOException {
        var secret = Files.write(outside.resolve("secret"), CONTENT);
        evidence.keep(incident, "a", "text/plain", CONTENT, "test");
        var item = evidence.of(incident).get(0);
        Files.delete(fileOf(item));
        Files.createSymbolicLink(fileOf(item), secret);

        assertThatThrownBy(() -> evidence.content(item.id())).isInstanceOf(EvidenceDamaged.class);

        var other = record.incident();
        var elsewhere = Files.createDirectory(outside.resolve("elsewhere"));
        Files.createSymbolicLink(data.resolve("evidence").resolve(other.value()), elsewhere);

        assertThatThrownBy(() -> evidence.keep(other, "b", "text/plain", CONTENT, "test"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(evidence.of(other)).isEmpty();
    }

    @Test
    @Tag("A15")
    void leftOversOfACrashAreSweptAndNothingElse() throws IOException {
        evidence.keep(incident, "kept", "text/plain", CONTENT, "test");
        var kept = fileOf(evidence.of(incident).get(0));
        age(kept);
        var unfinished = age(Files.writeString(kept.resolveSibling(UUID.randomUUID() + ".part"), "half"));
        var withoutRow =
                age(Files.writeString(kept.resolveSibling(UUID.randomUUID().toString()), "rolled back"));
        var beingWritten = Files.writeString(kept.resolveSibling(UUID.randomUUID() + ".part"), "by another node");
        var notOurs = age(Files.writeString(data.resolve("evidence").resolve("README"), "by the admin"));

        assertThat(evidence.sweep()).isEqualTo(2);

        assertThat(List.of(unfinished, withoutRow)).noneMatch(Files::exists);
        assertThat(List.of(kept, beingWritten, notOurs)).allMatch(Files::exists);
    }

    @Test
    @Tag("A15")
    void noRowWithoutAFileWhenTheDiskRefuses() throws IOException {
        Files.writeString(data.resolve("evidence"), "a file where the folder should be");

        assertThatThrownBy(() -> evidence.keep(incident, "a", "text/plain", CONTENT, "test"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(evidence.of(incident)).isEmpty();
    }

    @Test
    void overTheQuotaNothingIsKeptAndTheTimelineSaysSo() {
        evidence.keep(incident, "first", "text/plain", new byte[900], "test");
        evidence.keep(incident, "second", "text/plain", new byte[101], "test");
        evidence.keep(record.incident(), "of another incident", "text/plain", new byte[900], "test");

        assertThat(evidence.of(incident)).extracting(EvidenceItem::name).containsExactly("first");
        assertThat(record.timeline().of(incident))
                .extracting(TimelineEntry::what)
                .containsExactly("Evidence not kept, the limit of 1000 bytes is reached: second");
    }

    @Test
    void changedContentIsNotHandedOut() throws IOException {
        evidence.keep(incident, "a", "text/plain", CONTENT, "test");
        var item = evidence.of(incident).get(0);
        Files.writeString(fileOf(item), "something else");

        assertThatThrownBy(() -> evidence.content(item.id())).isInstanceOf(EvidenceDamaged.class);
    }

    private Path fileOf(EvidenceItem item) {
        return data.resolve("evidence")
                .resolve(incident.value())
                .resolve(item.id().toString());
    }

    private static Path age(Path file) throws IOException {
        return Files.setLastModifiedTime(
                file, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofHours(2))));
    }

    private static String hostile(Random random) {
        var parts = List.of("..", "/", "\\", "\0", "%2e", "~", "$(id)", "\n", "C:", "con", ".part", "é", "\uD800", " ");
        var name = new StringBuilder();
        for (var n = random.nextInt(12); n >= 0; n--) {
            name.append(parts.get(random.nextInt(parts.size())));
        }
        return name.toString();
    }
}
