package dev.firebreak.alert.noise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.incident.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

@Tag("D29")
class SourceNoiseRulesTests {

    @Test
    void withoutSettingsThirtyIncidentsAMinuteAreTheLimit() {
        assertThat(rules(Map.of()).of("anything")).isEqualTo(new NoiseRules(30, List.of(), true, Map.of()));
    }

    @Test
    void aSourceSaysOtherwiseSettingBySetting() {
        var rules = rules(Map.ofEntries(
                Map.entry("firebreak.noise.storm-limit", "10"),
                Map.entry("firebreak.noise.suspend-page.P3", "2m"),
                Map.entry("firebreak.noise.suspend-page.P2", "30s"),
                Map.entry("firebreak.sources.grafana.tokens", "a-token-of-someone"),
                Map.entry("firebreak.sources.grafana.noise.storm-limit", "0"),
                Map.entry("firebreak.sources.grafana.noise.inhibit", "false"),
                Map.entry("firebreak.sources.grafana.noise.suspend-page.P2", "0s"),
                Map.entry("firebreak.sources.grafana.noise.group-by", "alertname, service"),
                Map.entry("firebreak.sources.mimir.tokens", "a-token-of-another")));

        assertThat(rules.of("grafana"))
                .isEqualTo(new NoiseRules(
                        0,
                        List.of("alertname", "service"),
                        false,
                        Map.of(Severity.P3, Duration.ofMinutes(2), Severity.P2, Duration.ZERO)));
        assertThat(rules.of("mimir"))
                .isEqualTo(rules.of("unheard-of"))
                .isEqualTo(new NoiseRules(
                        10,
                        List.of(),
                        true,
                        Map.of(Severity.P3, Duration.ofMinutes(2), Severity.P2, Duration.ofSeconds(30))));
    }

    @ParameterizedTest
    @CsvSource({
        "firebreak.noise.storm-limit, -1, 'firebreak.noise.storm-limit: -1 is not between 0'",
        "firebreak.sources.a.noise.storm-limit, 100001, 'firebreak.sources.a.noise.storm-limit: 100001 is not'",
        "firebreak.sources.a.noise.suspend-page.P2, 2h, 'firebreak.sources.a.noise.suspend-page.P2: must be between'",
        "firebreak.noise.suspend-page.P2, -1s, 'firebreak.noise.suspend-page.P2: must be between 0s and 60m'",
        "firebreak.noise.group-by, 'a,a', 'firebreak.noise.group-by: the label ''a'' appears twice'",
        "firebreak.noise.group-by, ' ,a', 'firebreak.noise.group-by: a label has 1 to 120 characters'",
    })
    void whatIsWrongIsRefusedByItsKey(String key, String value, String message) {
        assertThatThrownBy(() -> rules(Map.of(key, value)))
                .isInstanceOf(NoiseRulesInvalid.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theExampleOfTheReadmeIsRead() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var example = readme.substring(readme.indexOf("firebreak:\n  noise:\n")).split("```")[0];
        var yaml = new YamlPropertySourceLoader().load("README", new ByteArrayResource(example.getBytes(UTF_8)));

        var binder = new Binder(ConfigurationPropertySources.from(yaml));
        var rules = new SourceNoiseRules(
                binder.bind("firebreak", SourceNoiseSettings.class).get());

        assertThat(rules.of("grafana"))
                .isEqualTo(new NoiseRules(
                        100,
                        List.of("alertname", "service"),
                        true,
                        Map.of(Severity.P3, Duration.ofMinutes(2), Severity.P2, Duration.ofSeconds(30))));
    }

    private static SourceNoiseRules rules(Map<String, String> settings) {
        var binder = new Binder(new MapConfigurationPropertySource(new HashMap<>(settings)));
        return new SourceNoiseRules(binder.bindOrCreate("firebreak", SourceNoiseSettings.class));
    }
}
