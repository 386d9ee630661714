package dev.firebreak.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Firebreak;
import dev.firebreak.ShortLivedJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the whole application in a process of its own, and checks what an operator reads. One start is checked with its
 * exit code; the others share a JVM, which loads the application once.
 */
@Timeout(180)
class StartupRefusedTests {

    private record Ending(boolean refused, List<String> errors) {}

    private static Process shared;
    private static Writer input;
    private static BufferedReader output;

    @TempDir
    Path data;

    @BeforeAll
    static void aProcessForAllStarts() throws IOException {
        shared = java(StartsInTurn.class).start();
        input = shared.outputWriter();
        output = shared.inputReader();
    }

    @AfterAll
    static void itEnds() throws IOException, InterruptedException {
        input.close();
        shared.destroyForcibly().waitFor();
    }

    @Test
    @Tag("A20")
    void aRefusedStartEndsTheProcessWithItsExitCode() throws Exception {
        var alone = java(Firebreak.class);
        own().forEach(alone.command()::add);
        alone.command().add("--spring.datasource.url=jdbc:h2:file:" + data.resolve("db"));
        var said = data.resolve("output.txt");
        var process = alone.redirectOutput(said.toFile()).start();
        var ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();

        assertThat(ended).as("it ended by itself").isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        try (var lines = Files.lines(said)) {
            assertThat(errors(lines)).singleElement().asString().contains("WRITE_DELAY=0");
        }
    }

    @Test
    @Tag("A20")
    void anH2FileThatForgetsIsRefused() throws Exception {
        var ending = start("--spring.datasource.url=jdbc:h2:file:" + data.resolve("db"));

        assertThat(ending.refused()).isTrue();
        assertThat(ending.errors()).singleElement().asString().contains("WRITE_DELAY=0");
    }

    @Test
    @Tag("A20")
    void noSpellingOfTheUrlGetsPast() throws Exception {
        var url = "--spring.datasource.url=jdbc:h2:" + data.resolve("db") + ";";

        assertThat(start(url + "WRITE_DELAY=00500").errors())
                .singleElement()
                .asString()
                .contains("WRITE_DELAY=0");
        assertThat(start(url + "write_delay=500;X=WRITE_DELAY=0").errors())
                .singleElement()
                .asString()
                .contains("WRITE_DELAY=0");
    }

    @Test
    @Tag("B10")
    void theSecondProcessOnAnH2FileIsRefused() throws Exception {
        var url = "jdbc:h2:file:" + data.resolve("db") + ";WRITE_DELAY=0;MODE=PostgreSQL";
        try (var first = DriverManager.getConnection(url, "sa", "")) {
            assertThat(first.isValid(1)).isTrue();

            var ending = start("--spring.datasource.url=" + url);

            assertThat(ending.refused()).isTrue();
            assertThat(ending.errors()).singleElement().asString().contains("open in another process");
        }
    }

    @Test
    void aPostgresThatIsNotThereIsToldInOneLine() throws Exception {
        var ending = start("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/firebreak?password=hush");

        assertThat(ending.refused()).isTrue();
        assertThat(ending.errors())
                .singleElement()
                .asString()
                .contains("spring.datasource.url (jdbc:postgresql://127.0.0.1:1/firebreak) can't be opened")
                .doesNotContain("hush");
    }

    @Test
    @Tag("B11")
    void aDatabaseOfANewerVersionIsRefused() throws Exception {
        var url = "jdbc:h2:file:" + data.resolve("db") + ";WRITE_DELAY=0;MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE";
        try (var newer = DriverManager.getConnection(url, "sa", "");
                var statement = newer.createStatement()) {
            statement.execute("create table schema_level (id int primary key, level int not null)");
            statement.execute("insert into schema_level (id, level) values (1, 99)");
        }

        var ending = start("--spring.datasource.url=" + url);

        assertThat(ending.refused()).isTrue();
        assertThat(ending.errors()).singleElement().asString().contains("schema level 99", "start that version");
    }

    @Test
    @Tag("H8")
    void aBuiltInAccountIsRefused() throws Exception {
        var ending = start("--camunda.bpm.admin-user.id=demo", "--camunda.bpm.admin-user.password=demo");

        assertThat(ending.refused()).isTrue();
        assertThat(ending.errors()).singleElement().asString().contains("camunda.bpm.admin-user");
    }

    @Test
    @Tag("B10")
    void anH2FileForSeveralProcessesIsRefused() throws Exception {
        var ending = start("--spring.datasource.url=jdbc:h2:file:" + data.resolve("firebreak")
                + ";WRITE_DELAY=0;MODE=PostgreSQL;AUTO_SERVER=TRUE");

        assertThat(ending.refused()).isTrue();
        assertThat(ending.errors()).singleElement().asString().contains("AUTO_SERVER");
    }

    private Ending start(String... arguments) throws IOException {
        var line = Stream.concat(own(), Stream.of(arguments)).collect(Collectors.joining("\t", "", "\n"));
        input.write(line);
        input.flush();
        var lines = new ArrayList<String>();
        while (true) {
            var next = output.readLine();
            assertThat(next).as("the process lives; it said %s", lines).isNotNull();
            if (next.equals(StartsInTurn.REFUSED) || next.equals(StartsInTurn.STARTED)) {
                return new Ending(next.equals(StartsInTurn.REFUSED), errors(lines.stream()));
            }
            lines.add(next);
        }
    }

    private Stream<String> own() {
        return Stream.of("--firebreak.data-dir=" + data, "--server.port=0");
    }

    private static List<String> errors(Stream<String> lines) {
        return lines.filter(line -> line.contains("ERROR") || line.contains("Exception"))
                .toList();
    }

    private static ProcessBuilder java(Class<?> main) {
        return new ProcessBuilder(ShortLivedJava.running(main)).redirectErrorStream(true);
    }
}
