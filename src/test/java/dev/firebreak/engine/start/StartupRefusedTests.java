package dev.firebreak.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Firebreak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the whole application as a process of its own, and checks the exit code and what an operator reads. */
class StartupRefusedTests {

    private record Ending(int code, List<String> errors) {}

    @TempDir
    Path data;

    @Test
    @Tag("A20")
    void anH2FileThatForgetsIsRefused() throws Exception {
        var ending = start("--spring.datasource.url=jdbc:h2:file:" + data.resolve("db"));

        assertThat(ending.code()).isEqualTo(1);
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

            assertThat(ending.code()).isEqualTo(1);
            assertThat(ending.errors()).singleElement().asString().contains("open in another process");
        }
    }

    @Test
    void aPostgresThatIsNotThereIsToldInOneLine() throws Exception {
        var ending = start("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/firebreak?password=hush");

        assertThat(ending.code()).isEqualTo(1);
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

        assertThat(ending.code()).isEqualTo(1);
        assertThat(ending.errors()).singleElement().asString().contains("schema level 99", "start that version");
    }

    @Test
    @Tag("H8")
    void aBuiltInAccountIsRefused() throws Exception {
        var ending = start("--camunda.bpm.admin-user.id=demo", "--camunda.bpm.admin-user.password=demo");

        assertThat(ending.code()).isEqualTo(1);
        assertThat(ending.errors()).singleElement().asString().contains("camunda.bpm.admin-user");
    }

    @Test
    @Tag("B10")
    void anH2FileForSeveralProcessesIsRefused() throws Exception {
        var ending = start("--spring.datasource.url=jdbc:h2:file:" + data.resolve("firebreak")
                + ";WRITE_DELAY=0;MODE=PostgreSQL;AUTO_SERVER=TRUE");

        assertThat(ending.code()).isEqualTo(1);
        assertThat(ending.errors()).singleElement().asString().contains("AUTO_SERVER");
    }

    private Ending start(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Firebreak.class.getName(),
                "--firebreak.data-dir=" + data,
                "--server.port=0"));
        command.addAll(List.of(arguments));
        var output = data.resolve("output.txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        var ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        assertThat(ended).as("it ended by itself").isTrue();
        var errors =
                Files.readString(output).lines().filter(line -> line.contains("ERROR") || line.contains("Exception"));
        return new Ending(process.exitValue(), errors.toList());
    }
}
