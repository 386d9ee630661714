package dev.firebreak.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.database.MigratedDatabase;
import dev.firebreak.database.NodeName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.env.MockEnvironment;

/** When a file's change counts, what stays when it does not, and what people see of it. */
@Tag("D40")
class ReloadsTests {

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final JdbcDataSource database = new JdbcDataSource();
    private final List<UnitReloaded> told = new ArrayList<>();
    private Words words;
    private Reloads reloads;
    private boolean audits = true;

    /** A unit whose file has words; the word "bad" is refused. */
    private final class Words implements ReloadUnit {

        private final Path file;
        private UnitFiles inForce;

        Words(Path file) {
            this.file = file;
            this.inForce = read();
        }

        @Override
        public String name() {
            return "words";
        }

        @Override
        public UnitFiles inForce() {
            return inForce;
        }

        @Override
        public UnitFiles read() {
            return UnitFiles.of(file.toString(), UnitFiles.read(file, 100));
        }

        @Override
        public PreparedReload prepare(UnitFiles files) {
            if (files.text("words").contains("bad")) {
                throw new ReloadRefused(List.of("words:1:1 is bad"));
            }
            return new PreparedReload(List.of("words changed"), () -> inForce = files);
        }

        String text() {
            return inForce.text("words");
        }
    }

    @BeforeEach
    void aFileInForce() throws IOException {
        database.setURL(
                "jdbc:h2:mem:" + folder.getFileName() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1");
        MigratedDatabase.in(database);
        write("one");
        words = new Words(folder.resolve("words"));
        reloads = node(words, "8080");
    }

    private Reloads node(ReloadUnit unit, String port) {
        return new Reloads(
                List.of(unit),
                new NodeReloads(JdbcClient.create(database)),
                new ReloadSettings(Duration.ZERO),
                event -> {
                    if (!audits) {
                        throw new IllegalStateException("the audit can't be written");
                    }
                    told.add((UnitReloaded) event);
                },
                clock,
                new DataSourceTransactionManager(database),
                new NodeName(new MockEnvironment()),
                new MockEnvironment().withProperty("server.port", port));
    }

    @Test
    void theSameContentTwiceCounts() throws IOException {
        reloads.look();
        write("tw");
        reloads.look();
        write("two");
        reloads.look();
        assertThat(words.text()).as("the file may still be half written").isEqualTo("one");

        reloads.look();

        assertThat(words.text()).isEqualTo("two");
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.unit()).isEqualTo("words");
            assertThat(event.sha256()).isEqualTo(words.inForce().sha256());
            assertThat(event.changes()).containsExactly("words changed");
        });
        assertThat(status().errors()).isEmpty();
        assertThat(status().changes()).containsExactly("words changed");
    }

    @Test
    void whatIsRefusedChangesNothingAndIsSaidUntilTheFileIsGoodAgain() throws IOException {
        write("bad");
        looks(3);

        assertThat(words.text()).isEqualTo("one");
        assertThat(told).isEmpty();
        assertThat(status().errors()).containsExactly("words:1:1 is bad");
        assertThat(status().refusedSince()).isEqualTo(clock.instant());

        write("one");
        reloads.look();
        assertThat(status().errors()).isEmpty();
    }

    @Test
    void aFileThatIsGoneForAMomentIsNoChange() throws IOException {
        Files.delete(folder.resolve("words"));
        reloads.look();
        assertThat(status().errors()).isEmpty();

        reloads.look();
        assertThat(status().errors()).singleElement().asString().endsWith("words:1:1 there is no such file");

        write("two");
        looks(2);
        assertThat(words.text()).isEqualTo("two");
        assertThat(status().errors()).isEmpty();
    }

    @Test
    void aSwappedLinkCounts() throws IOException {
        Files.writeString(folder.resolve("v1"), "one");
        Files.writeString(folder.resolve("v2"), "two");
        Files.delete(folder.resolve("words"));
        Files.createSymbolicLink(folder.resolve("words"), folder.resolve("v1"));
        looks(2);
        Files.createSymbolicLink(folder.resolve("next"), folder.resolve("v2"));
        Files.move(folder.resolve("next"), folder.resolve("words"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);

        looks(2);

        assertThat(words.text()).isEqualTo("two");
    }

    @Test
    void withoutItsAuditRowNothingChanges() throws IOException {
        audits = false;
        write("two");
        looks(2);
        assertThat(words.text()).isEqualTo("one");
        assertThat(status().errors()).singleElement().asString().contains("the audit can't be written");

        audits = true;
        reloads.look();
        assertThat(words.text()).isEqualTo("two");
        assertThat(status().errors()).isEmpty();
    }

    @Test
    void nodesWithOtherFilesSeeEachOther() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("words"), "other");
        var second = node(new Words(folder.resolve("b").resolve("words")), "8081");
        reloads.look();
        second.look();
        reloads.look();

        assertThat(status().drift())
                .singleElement()
                .satisfies(drift -> assertThat(drift.node()).endsWith(":8081"));
        assertThat(second.status().get(0).drift()).hasSize(1);

        clock.passes(Duration.ofMinutes(3));
        reloads.look();
        assertThat(status().drift()).as("a node that is gone").isEmpty();
    }

    @Test
    void whatIsNoFileOrTooLargeIsRefused() throws IOException {
        write("x".repeat(101));
        looks(2);
        assertThat(status().errors()).singleElement().asString().contains("has more than 100 bytes");

        Files.delete(folder.resolve("words"));
        Files.createDirectory(folder.resolve("words"));
        looks(2);
        assertThat(status().errors()).singleElement().asString().contains("is not a file");
    }

    private void looks(int times) {
        for (var n = 0; n < times; n++) {
            reloads.look();
        }
    }

    private ReloadStatus status() {
        return reloads.status().get(0);
    }

    private void write(String text) throws IOException {
        Files.write(folder.resolve("words"), text.getBytes(StandardCharsets.UTF_8));
    }
}
