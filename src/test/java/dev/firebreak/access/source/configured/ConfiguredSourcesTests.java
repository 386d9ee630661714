package dev.firebreak.access.source.configured;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.source.SourceToken;
import dev.firebreak.incident.Severity;
import dev.firebreak.text.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

class ConfiguredSourcesTests {

    private static final String ONE = "one-token-0123456789";
    private static final String TWO = "two-token-0123456789";

    @Test
    void aSourceHasItsOwnTokensAndSeverity() {
        var sources = sources(Map.of("grafana", source("Warning", ONE, " " + TWO + "\n")));

        assertThat(sources.tokens())
                .containsExactly(
                        new SourceToken("grafana", Hash.sha256(ONE), "warning", null),
                        new SourceToken("grafana", Hash.sha256(TWO), "warning", null));
    }

    @Test
    void aTokenMayBeAReference() {
        assertThat(sources(Map.of("grafana", source("high", "secret://grafana")))
                        .tokens())
                .containsExactly(new SourceToken("grafana", Hash.sha256("the secret behind grafana"), "high", null));
    }

    @Test
    void aReferenceThatLeadsNowhereIsToldWithItsPlace() {
        assertRejected(sources(Map.of("grafana", source("high", "secret://nowhere"))))
                .hasMessage("firebreak.sources.grafana.tokens[0]: there is no such secret");
    }

    @Test
    void theDefaultSourceMayHaveASeverityAndItsTokenBesides() {
        assertThat(sources(Map.of("default", source("p3")), ONE).tokens())
                .containsExactly(new SourceToken("default", Hash.sha256(ONE), "p3", null));
        assertThat(sources(Map.of("default", source("p3"))).hasDefaultToken()).isFalse();
        assertThat(sources(Map.of("default", source("p3", ONE))).hasDefaultToken())
                .isTrue();
    }

    @Test
    void theDefaultSourceIsGivenTokensInOnePlaceOnly() {
        assertRejected(sources(Map.of("default", source("high", TWO)), ONE))
                .hasMessageStartingWith("firebreak.sources.default.tokens: firebreak.ingest-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "-a", "Grafana\u00e9", "firebreak"})
    void aBadNameIsRefused(String name) {
        assertRejected(sources(Map.of(name, source("high", ONE))))
                .hasMessageStartingWith("firebreak.sources." + name + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "too-short"})
    void aTokenThatCanBeGuessedIsRefused(String token) {
        assertRejected(sources(Map.of("grafana", source("high", ONE, token))))
                .hasMessage("firebreak.sources.grafana.tokens[1]: a token has 16 to 1000 characters");
        assertRejected(sources(Map.of(), token))
                .hasMessageStartingWith("firebreak.ingest-token (FIREBREAK_INGEST_TOKEN): a token has 16");
    }

    @Test
    void aSourceWithoutATokenIsRefused() {
        assertRejected(sources(Map.of("grafana", source("high"))))
                .hasMessageStartingWith("firebreak.sources.grafana.tokens: ");
    }

    @Test
    void aTokenIsOfOneSourceOnly() {
        assertRejected(sources(Map.of("a", source("high", ONE), "b", source("high", TWO, ONE))))
                .hasMessage("firebreak.sources.b.tokens[1]: is the same token as firebreak.sources.a.tokens[0]");
        assertRejected(sources(Map.of("a", source("high", ONE)), ONE)).hasMessageNotContaining(ONE);
    }

    @Test
    void aSeverityNobodyKnowsIsRefused() {
        assertRejected(sources(Map.of("grafana", source("urgent", ONE))))
                .hasMessageStartingWith(
                        "firebreak.sources.grafana.default-severity: 'urgent' is not one of [alert, average,");
    }

    @Test
    void theExampleOfTheReadmeIsRead() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var example = readme.substring(readme.indexOf("firebreak.sources:\n")).split("```")[0];
        var yaml = new YamlPropertySourceLoader().load("README", new ByteArrayResource(example.getBytes(UTF_8)));

        var settings =
                new Binder(ConfigurationPropertySources.from(yaml)).bindOrCreate("firebreak", AccessSettings.class);

        assertThat(settings.sources().get("grafana"))
                .isEqualTo(new SourceSettings(
                        List.of(
                                ConfiguredToken.valueOf("secret://grafana"),
                                new ConfiguredToken("secret://grafana-old", Instant.parse("2026-12-01T00:00:00Z"))),
                        "warning",
                        Map.of("blocker", "P1")));
    }

    @Test
    void aSourceMayHaveSeverityWordsOfItsOwn() {
        var sources = sources(Map.of(
                "zabbix", new SourceSettings(List.of(), "high", Map.of("Blocker", "P1", "critical", "warning"))));

        assertThat(sources.severity("zabbix", "BLOCKER")).hasValue(Severity.P1);
        assertThat(sources.severity("zabbix", "critical")).hasValue(Severity.P3);
        assertThat(sources.severity("zabbix", "high")).hasValue(Severity.P2);
        assertThat(sources.severity("default", "blocker")).isEmpty();
    }

    @Test
    void aSeverityWordThatMeansNothingIsRefused() {
        assertRejected(sources(Map.of(
                        "zabbix",
                        new SourceSettings(
                                List.of(ConfiguredToken.valueOf(ONE)), "high", Map.of("blocker", "urgent")))))
                .hasMessageStartingWith("firebreak.sources.zabbix.severity-words.blocker: 'urgent' is not one of");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRejected(ConfiguredSources sources) {
        return assertThatThrownBy(sources::tokens).isInstanceOf(SourceInvalid.class);
    }

    private static SourceSettings source(String severity, String... tokens) {
        return new SourceSettings(
                List.of(tokens).stream().map(ConfiguredToken::valueOf).toList(), severity, Map.of());
    }

    private static ConfiguredSources sources(Map<String, SourceSettings> sources, String... ingestTokens) {
        return new ConfiguredSources(
                new AccessSettings(Path.of("nowhere"), List.of(ingestTokens), sources),
                ConfiguredSourcesTests::resolve);
    }

    private static String resolve(String text) {
        if (text.equals("secret://nowhere")) {
            throw new IllegalStateException("there is no such secret");
        }
        return text.replace("secret://", "the secret behind ");
    }
}
