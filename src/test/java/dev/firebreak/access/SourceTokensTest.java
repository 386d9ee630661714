package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class SourceTokensTest {

    private static final String OLD = "the-old-token-0123456789";
    private static final String NEW = "the-new-token-0123456789";

    private final JdbcClient jdbc = Database.fresh();
    private final MovableClock clock = new MovableClock();
    private final SourceTokens tokens = new SourceTokens(jdbc, clock);

    @TempDir
    Path data;

    @Test
    void D19_bothTokensAreTakenWhileASourceRotates() {
        start(NEW, OLD);

        assertThat(tokens.find(null, OLD)).hasValue(new AlertSource("default", "high"));
        assertThat(tokens.find("default", NEW)).isPresent();
    }

    @Test
    void D19_aTokenTakenOutOfTheConfigurationIsRefusedAfterTheNextStart() {
        start(OLD);
        start(NEW);

        assertThat(tokens.find(null, OLD)).isEmpty();
        assertThat(tokens.find(null, NEW)).isPresent();
    }

    @Test
    void D19_anExpiredTokenIsRefused() {
        tokens.admit("grafana", NEW, "medium", "person", clock.instant().plus(Duration.ofDays(1)));
        assertThat(tokens.find("grafana", NEW)).isPresent();

        clock.passes(Duration.ofDays(2));

        assertThat(tokens.find("grafana", NEW)).isEmpty();
    }

    @Test
    void aTokenOfOneSourceIsNoTokenOfAnother() {
        tokens.admit("grafana", NEW, "medium", "person", null);

        assertThat(tokens.find("default", NEW)).isEmpty();
    }

    @Test
    void H18_onlyTheHashIsStored() {
        start(OLD);

        assertThat(jdbc.sql("select * from source_token").query().listOfRows().toString())
                .doesNotContain(OLD)
                .contains(Hash.sha256(OLD));
    }

    @Test
    void withoutConfigurationATokenIsGeneratedOnceInAFileForItsOwnerOnly() throws IOException {
        start();
        var first = Files.readString(data.resolve("ingest-token")).strip();
        start();

        assertThat(Files.readString(data.resolve("ingest-token")).strip()).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("ingest-token"))))
                .isEqualTo("rw-------");
        assertThat(tokens.find(null, first)).isPresent();
    }

    @Test
    void aShortTokenStopsTheStartAndNamesTheKey() {
        assertThatThrownBy(() -> start("secret")).hasMessageContaining("firebreak.ingest-token");
    }

    private void start(String... configured) {
        new IngestToken(new AccessSettings(data, List.of(configured)), tokens).afterPropertiesSet();
    }
}
