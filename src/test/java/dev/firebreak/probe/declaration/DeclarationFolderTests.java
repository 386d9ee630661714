package dev.firebreak.probe.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.FlapDamping;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlInvalid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The YAML of declarations, with a kind of probe that has one field. */
@Tag("A033")
class DeclarationFolderTests {

    @TempDir
    private Path folder;

    private static final class PlayedKind implements ProbeKind {

        @Override
        public String name() {
            return "played";
        }

        @Override
        public List<String> fields() {
            return List.of("url");
        }

        @Override
        public String symptom() {
            return "service-down";
        }

        @Override
        public Declared read(YamlFields fields) {
            return new Declared("at " + fields.text("url"), deadline -> CheckResult.passed("well"));
        }
    }

    private Declarations read(String yaml) {
        return new DeclarationsFixture(folder).write("a.yaml", yaml).read(List.of(new PlayedKind()));
    }

    @Test
    void whatIsLeftOutHasADefault() {
        var probe = read("probes: {front-page: {kind: played, url: x, service: gitea}}")
                .probes()
                .get("front-page");

        assertThat(probe.subject()).isEqualTo("at x");
        assertThat(probe.schedule().every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(probe.schedule().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(probe.schedule().damping()).isEqualTo(new FlapDamping(2, 3, 2));
        assertThat(probe.alert().severity()).isEqualTo("high");
        assertThat(probe.alert().symptom()).isEqualTo("service-down");
    }

    @Test
    void allThatIsDeclaredIsRead() {
        var probe = read("probes: {front-page: {kind: played, url: x, service: gitea, every: 5s, timeout: 800ms,"
                        + " fires: 3 of 5, clears: 4, severity: critical, symptom: slow, runbook: service-slow}}")
                .probes()
                .get("front-page");

        assertThat(probe.schedule().every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(probe.schedule().timeout()).isEqualTo(Duration.ofMillis(800));
        assertThat(probe.schedule().damping()).isEqualTo(new FlapDamping(3, 5, 4));
        assertThat(probe.alert().severity()).isEqualTo("critical");
        assertThat(probe.alert().symptom()).isEqualTo("slow");
        assertThat(probe.alert().runbook()).isEqualTo("service-slow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x: 1                                                  | a.yaml:1:4 x: unknown key (known: probes",
                "probes: {p: {kind: played, url: x}}                   | a.yaml:1:13 probes.p: \"service\" is missing",
                "probes: {p: {url: x, service: a}}                     | a.yaml:1:13 probes.p: \"kind\" is missing: one of played",
                "probes: {p: {kind: ping, service: a}}                 | a.yaml:1:20 probes.p.kind: \"ping\" is not one of played",
                "probes: {p: {kind: played, url: x, service: a, evry: 1s}} | a.yaml:1:54 probes.p.evry: unknown key",
                "probes: {p: {kind: played, url: x, service: a, every: 1s}} | probes.p.every: must be from 5s to 1d",
                "probes: {p: {kind: played, url: x, service: a, every: 30}} | probes.p.every: \"30\" is not a time such as",
                "probes: {p: {kind: played, url: x, service: a, every: 10s, timeout: 10s}} | timeout must be shorter than every",
                "probes: {p: {kind: played, url: x, service: a, fires: 4 of 3}} | probes.p.fires: \"4 of 3\" is not such as 2 of 3",
                "probes: {p: {kind: played, url: x, service: a, clears: 0}} | probes.p.clears: \"0\" is not a number from 1 to 20",
                "probes: {p: {kind: played, url: x, service: a, severity: huge}} | probes.p.severity: \"huge\" is not one of critical",
                "probes: {P: {kind: played, url: x, service: a}}       | probes.P: the name has 1 to 60 lower-case letters",
                "heartbeats: {h: {every: 1d, service: a}}              | a.yaml:1:17 heartbeats.h: must have one of token, watchdog",
                "heartbeats: {h: {every: 1d, token: abc, service: a}}  | heartbeats.h.token: must be a reference such as secret://",
                "heartbeats: {h: {watchdog: default, service: a}}      | heartbeats.h: \"every\" is missing",
                "routines: {r: {at: 07:00}}                            | routines.r: \"check\" is missing",
                "routines: {r: {check: all, at: 07:00}}                | routines.r.check: \"all\" is not one of",
                "routines: {r: {check: services, at: 25:00}}           | routines.r.at: \"25:00\" is not a time such as 07:00",
                "routines: {r: {check: services, at: 07:00, zone: X}}  | routines.r.zone: \"X\" is not a time zone",
                "probes: [                                             | not YAML",
                "probes: {p: !!java.net.URL [x]}              | Global tag is not allowed"
            })
    void aMistakeIsNamedWithFileLineColumnAndField(String yaml, String error) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(YamlInvalid.class).hasMessageContaining(error);
    }

    @Test
    void allMistakesOfAFileAreNamedAtOnce() {
        assertThatThrownBy(() -> read("""
                        probes:
                          one: {kind: played, url: x}
                          two: {kind: played, service: a}
                        """)).hasMessage("""
                        a.yaml:2:8 probes.one: "service" is missing
                        a.yaml:3:8 probes.two: "url" is missing""");
    }

    @Test
    void aNameIsDeclaredOnceInAllFiles() {
        new DeclarationsFixture(folder).write("b.yaml", "probes: {p: {kind: played, url: x, service: a}}");

        assertThatThrownBy(() -> read("probes: {p: {kind: played, url: x, service: a}}"))
                .hasMessageContaining("b.yaml:1:13 probes.p: another file declares a probe of this name");
    }

    @Test
    void withoutTheFolderNothingIsDeclared() {
        var nowhere = new ProbeSettings(folder.resolve("absent"), 8, false);

        assertThat(new DeclarationFolder(nowhere, List.of()).read().probes()).isEmpty();
    }
}
