package dev.firebreak.access.source.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firebreak.access.source.SourceToken;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.text.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The sources of a settings file that Spring Boot has read, after the file has changed. */
@Tag("D40")
class ReloadableSourcesTests {

    private static final String SETTINGS = """
            server.port: 8080
            firebreak:
              sources:
                grafana:
                  tokens: [grafana-token-0123456789]
                  default-severity: warning
                prom:
                  tokens: [{token: prom-token-0123456789}]
            """;

    @TempDir
    Path folder;

    private final List<SourceToken> activated = new ArrayList<>();
    private String secret = "secret-one-0123456789";
    private ConfiguredSources sources;
    private ReloadableSources unit;

    @BeforeEach
    void started() throws IOException {
        write(SETTINGS);
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "spring.config.location",
                                "file:" + folder.resolve("application.yaml"),
                                "firebreak.data-dir",
                                folder.toString())));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        var settings =
                Binder.get(environment).bind("firebreak", AccessSettings.class).get();
        sources = new ConfiguredSources(settings, text -> text.startsWith("secret://") ? secret : text);
        unit = new ReloadableSources(environment, sources, (tokens, hasDefault, severity) -> {
            activated.clear();
            activated.addAll(tokens);
        });
    }

    @Test
    void whatTheFileSaidAtTheStartIsInForce() {
        assertThat(unit.read().sha256()).isEqualTo(unit.inForce().sha256());
        assertThat(unit.inForce().location()).contains("application.yaml");
    }

    @Test
    void aTokenAndASeverityCountAfterAReload() throws IOException {
        write(SETTINGS.replace("grafana-token", "rotated-token")
                .replace("default-severity: warning", "default-severity: critical")
                .replace("server.port: 8080", "server.port: 9090"));
        var prepared = unit.prepare(unit.read());
        assertThat(sources.defaultSeverity("grafana")).isEqualTo("warning");

        prepared.stored().run();
        prepared.swap().run();

        assertThat(sources.defaultSeverity("grafana")).isEqualTo("critical");
        assertThat(activated)
                .extracting(SourceToken::sha256)
                .containsExactly(Hash.sha256("rotated-token-0123456789"), Hash.sha256("prom-token-0123456789"));
        assertThat(prepared.changes())
                .containsExactly("source grafana changed", "server.port changed: it counts at the next start");
        assertThat(unit.read().sha256()).isEqualTo(unit.inForce().sha256());
    }

    @Test
    void aRotatedSecretIsAChange() throws IOException {
        write(SETTINGS.replace("[grafana-token-0123456789]", "[secret://grafana]"));
        var prepared = unit.prepare(unit.read());
        prepared.swap().run();

        secret = "secret-two-0123456789";

        assertThat(unit.read().sha256()).isNotEqualTo(unit.inForce().sha256());
        unit.prepare(unit.read()).stored().run();
        assertThat(activated).extracting(SourceToken::sha256).contains(Hash.sha256(secret));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default-severity: warning | default-severity: loud | application.yaml:6:25 firebreak.sources.grafana.default-severity",
                "default-severity: warning | severety: warning | application.yaml:6:17 firebreak.sources.grafana.severety: there is no such setting",
                "[grafana-token-0123456789] | [short] | application.yaml:5:16 firebreak.sources.grafana.tokens[0]: a token has 16",
                "prom: | firebreak: | firebreak.sources.firebreak: this name is reserved",
                "prom: | firebreak-probes: | firebreak.sources.firebreak-probes: this name is reserved",
                "prom: | grafana: | application.yaml:7",
                "sources: | sources: [ | application.yaml:",
                "{token: prom-token-0123456789} | {token: prom-token-0123456789, expires: soon} | application.yaml:8:"
            })
    void aMistakeIsRefusedByFileLineAndColumn(String from, String to, String error) throws IOException {
        write(SETTINGS.replace(from, to));

        var refused = catchThrowableOfType(ReloadRefused.class, () -> unit.prepare(unit.read()));

        assertThat(refused.errors()).anySatisfy(line -> assertThat(line).contains(error));
        assertThat(refused.getMessage()).doesNotContain("grafana-token-0123456789", "prom-token-0123456789");
        assertThat(sources.defaultSeverity("grafana")).isEqualTo("warning");
    }

    /** They are settings of another module, read at the start. */
    @Test
    void noiseRulesOfASourceAreNoMistakeAndCountAtTheNextStart() throws IOException {
        write(SETTINGS.replace("default-severity: warning", "noise: {storm-limit: 5}"));

        assertThat(unit.prepare(unit.read()).changes())
                .contains("firebreak.sources.grafana.noise.storm-limit changed: it counts at the next start");
    }

    @Test
    void aFileThatIsGoneIsAnError() throws IOException {
        Files.delete(folder.resolve("application.yaml"));

        assertThat(catchThrowableOfType(ReloadRefused.class, unit::read)).hasMessageContaining("there is no such file");
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("application.yaml"), text);
    }
}
