package dev.firebreak.access.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.access.AccessDatabase;
import dev.firebreak.access.AlertSource;
import dev.firebreak.access.RecordedChanges;
import dev.firebreak.access.setup.IngestToken;
import dev.firebreak.access.source.configured.AccessSettings;
import dev.firebreak.access.source.configured.ConfiguredSources;
import dev.firebreak.access.source.configured.ConfiguredToken;
import dev.firebreak.access.source.configured.SourceSettings;
import dev.firebreak.text.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class SourceTokensTests {

    private static final String OLD = "the-old-token-0123456789";
    private static final String NEW = "the-new-token-0123456789";

    private final JdbcClient jdbc = AccessDatabase.fresh();
    private final MovableClock clock = new MovableClock();
    private final RecordedChanges changes = new RecordedChanges();
    private final SourceTokens tokens = new SourceTokens(jdbc, changes, clock);

    @TempDir
    Path data;

    @Test
    @Tag("D19")
    void bothTokensAreTakenWhileASourceRotates() {
        start(NEW, OLD);

        assertThat(tokens.find(null, OLD)).hasValue(new AlertSource("default", "high"));
        assertThat(tokens.find("default", NEW)).isPresent();
    }

    @Test
    @Tag("D19")
    void aTokenTakenOutOfTheConfigurationIsRefusedAfterTheNextStart() {
        start(OLD);
        start(NEW);

        assertThat(tokens.find(null, OLD)).isEmpty();
        assertThat(tokens.find(null, NEW)).isPresent();
    }

    @Test
    @Tag("H13")
    void whatBecomesOfATokenIsInTheAudit_onceAndWithoutTheToken() {
        start(OLD);
        start(OLD);
        start(NEW);

        var old = Hash.sha256(OLD).substring(0, 12);
        assertThat(changes.rows)
                .containsExactly(
                        "token.activated by firebreak {after=default, severity high, does not expire,"
                                + " origin=configuration, source=default, token=" + old + "}",
                        "token.activated by firebreak {after=default, severity high, does not expire,"
                                + " origin=configuration, source=default, token="
                                + Hash.sha256(NEW).substring(0, 12) + "}",
                        "token.revoked by firebreak {before=default, severity high, does not expire,"
                                + " origin=configuration, source=default, token=" + old + "}");
        assertThat(changes.rows.toString()).doesNotContain(OLD, NEW, Hash.sha256(OLD));
    }

    @Test
    @Tag("D19")
    void anExpiredTokenIsRefused() {
        start(Map.of("grafana", source(new ConfiguredToken(OLD, inDays(1)), ConfiguredToken.valueOf(NEW))));
        assertThat(tokens.find("grafana", OLD)).isPresent();
        assertThat(tokens.find("grafana", NEW)).isPresent();

        clock.passes(Duration.ofDays(1));

        assertThat(tokens.find("grafana", OLD)).isEmpty();
        assertThat(tokens.find("grafana", NEW)).isPresent();
    }

    @Test
    void aTokenOfOneSourceIsNoTokenOfAnother() {
        start(Map.of("grafana", source(ConfiguredToken.valueOf(NEW))), OLD);

        assertThat(tokens.find("default", NEW)).isEmpty();
        assertThat(tokens.find("grafana", OLD)).isEmpty();
        assertThat(tokens.find(null, NEW)).hasValue(new AlertSource("grafana", "warning"));
    }

    @Test
    void theTokenOfOneSourceIsTakenBackAndTheOthersStay() {
        start(Map.of("grafana", source(ConfiguredToken.valueOf(NEW))), OLD);
        start(OLD);

        assertThat(tokens.find(null, NEW)).isEmpty();
        assertThat(tokens.find(null, OLD)).isPresent();
    }

    @Test
    void aTokenThatMovesToAnotherSourceIsTakenAllTheTime() {
        start(Map.of("grafana", source(ConfiguredToken.valueOf(NEW))));
        start(Map.of("mimir", source(new ConfiguredToken(NEW, inDays(1)))));

        assertThat(tokens.find(null, NEW)).hasValue(new AlertSource("mimir", "warning"));
        clock.passes(Duration.ofDays(1));
        assertThat(tokens.find(null, NEW)).isEmpty();
    }

    @Test
    @Tag("H18")
    void onlyTheHashIsStored() {
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
    void generatedTokensOfSeveralNodesCountOnEachOfThem() throws IOException {
        var other = data.resolve("other");
        start();
        start(other);

        assertThat(tokens.find(null, generated(data))).isPresent();
        assertThat(tokens.find(null, generated(other))).isPresent();
    }

    @Test
    void whoeverDeletesAGeneratedTokenEndsItAndNoOtherNodes() throws IOException {
        var other = data.resolve("other");
        start();
        start(other);
        var leaked = generated(data);
        Files.delete(data.resolve("ingest-token"));
        start();

        assertThat(tokens.find(null, leaked)).isEmpty();
        assertThat(tokens.find(null, generated(data))).isPresent();
        assertThat(tokens.find(null, generated(other))).isPresent();
    }

    @Test
    void aConfiguredTokenEndsTheGeneratedOnesAndTheOtherWayRound() throws IOException {
        start();
        var generated = generated(data);
        start(OLD);
        assertThat(tokens.find(null, generated)).isEmpty();

        start();
        assertThat(tokens.find(null, OLD)).isEmpty();
        assertThat(tokens.find(null, generated)).isPresent();
    }

    private static String generated(Path data) throws IOException {
        return Files.readString(data.resolve("ingest-token")).strip();
    }

    private Instant inDays(int days) {
        return clock.instant().plus(Duration.ofDays(days));
    }

    private static SourceSettings source(ConfiguredToken... tokens) {
        return new SourceSettings(List.of(tokens), "warning", Map.of());
    }

    private void start(String... ingestTokens) {
        start(Map.of(), ingestTokens);
    }

    private void start(Map<String, SourceSettings> sources, String... ingestTokens) {
        start(new AccessSettings(data, List.of(ingestTokens), sources));
    }

    private void start(Path data) {
        start(new AccessSettings(data, List.of(), Map.of()));
    }

    private void start(AccessSettings settings) {
        new IngestToken(settings, new ConfiguredSources(settings, text -> text), tokens).afterPropertiesSet();
    }
}
