package dev.firebreak.alert.format.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.FormatsFixture;
import dev.firebreak.alert.format.PayloadUnmatched;
import dev.firebreak.engine.StartupRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappedFormatsTests {

    private static final String MAPPING = """
            each: /events
            fields: {key: [/id, /uid], name: /what, severity: /prio, service: /host, startsAt: /at}
            labels: {team: /team}
            links: {dashboard: /url}
            rules:
              - {when: {/state: [up, ok]}, set: {status: resolved}}
              - {when: {/state: test}, set: {status: ignored}}
              - {when: {/state: down, /prio: "1"}, set: {status: firing, severity: critical}}
              - {when: {/state: down}, set: {status: firing, severity: warning}}
            samples:
              - {body: down.json, alerts: [{key: "7", status: firing, severity: critical, service: h1}]}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void sample() throws IOException {
        write("down.json", """
                {"team":"blue","events":[{"id":7,"what":"Disk","state":"down","prio":1,"host":"h1","url":"https://x.example"}]}""");
    }

    @Test
    void theMappingsThatUsersCopyReadTheDocumentedPayloads() {
        assertThat(MappedFormats.load(FormatsFixture.MAPPINGS))
                .extracting(AlertFormat::name)
                .containsExactly("azure-monitor", "uptime-kuma");
    }

    @Test
    void theFirstRuleThatSetsAFieldDecidesIt() throws IOException {
        var read = format(MAPPING).read(events("""
                {"id":1,"what":"A","state":"down","prio":1},{"uid":2,"what":"B","state":"down","prio":9},
                {"id":3,"what":"C","state":"ok"},{"state":"test"}"""));

        assertThat(read.alerts())
                .extracting(Alert::fingerprint, Alert::firing, alert -> alert.label("severity"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", true, "critical"),
                        org.assertj.core.groups.Tuple.tuple("2", true, "warning"),
                        org.assertj.core.groups.Tuple.tuple("3", false, null));
        assertThat(read.alerts().get(0).label("team"))
                .as("a pointer into the whole body")
                .isEqualTo("blue");
    }

    @Test
    void aMessageThatARuleIgnoresHasNoAlert() throws IOException {
        assertThat(format(MAPPING).read(events("{\"state\":\"test\"}")).alerts())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"events\":[{\"id\":1,\"what\":\"A\",\"state\":\"odd\"}]} | /state is odd",
                "{\"events\":[{\"id\":1,\"state\":\"down\"}]} | nothing is at [/what] for name",
                "{\"events\":[{\"what\":\"A\",\"state\":\"down\"}]} | nothing is at [/id, /uid] for key",
                "{\"events\":[{\"id\":1,\"what\":\"A\",\"state\":\"down\",\"at\":\"soon\"}]} | startsAt",
                "{\"events\":{}} | /events is no array",
                "[] | /events is no array"
            })
    @Tag("D24")
    void whatDoesNotMatchIsSaidWithThePlaceThatWasLookedAt(String body, String why) throws IOException {
        var format = format(MAPPING);

        assertThatThrownBy(() -> format.read(body.getBytes(UTF_8)))
                .isInstanceOf(PayloadUnmatched.class)
                .hasMessageStartingWith("mapping \"tool\" does not match: ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "each: /events | each: events | 1:7 \"events\" is no JSON Pointer",
                "severity: /prio | sevrity: /prio | \"sevrity\" is not one of",
                "status: firing, severity: critical | status: fires | the status is one of",
                "set: {status: ignored} | sets: {status: ignored} | \"sets\" is not one of",
                "status: firing, severity: critical, service: h1 | status: resolved | status is firing, not resolved",
                "down.json | gone.json | there is no file gone.json beside it",
                "down.json | ../down.json | there is no file ../down.json beside it",
                "service: h1}]} | service: h2}]} | service is h1, not h2",
                "rules: | rules: [ | expected",
            })
    void aMistakeStopsTheStartByFileLineColumnAndReason(String from, String to, String why) throws IOException {
        write("tool.yaml", MAPPING.replace(from, to));

        assertThatThrownBy(() -> new MappedFormats(new MappingSettings(folder)))
                .isInstanceOf(StartupRefused.class)
                .hasMessageMatching("(?s).*tool.yaml:\\d+:\\d+ .*")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fields: {}", "rules: []", "!!javax.script.ScriptEngineManager [x]"})
    void aMappingWithoutSamplesStopsTheStart(String mapping) throws IOException {
        write("tool.yaml", mapping);

        assertThatThrownBy(() -> new MappedFormats(new MappingSettings(folder))).isInstanceOf(StartupRefused.class);
    }

    @Test
    void withoutAFolderThereAreNone() {
        assertThat(new MappedFormats(new MappingSettings(folder.resolve("none"))).formats())
                .isEmpty();
        assertThat(new MappedFormats(new MappingSettings(null)).formats()).isEmpty();
    }

    private AlertFormat format(String mapping) throws IOException {
        write("tool.yaml", mapping);
        return MappedFormats.load(folder).get(0);
    }

    private static byte[] events(String events) {
        return ("{\"team\":\"blue\",\"events\":[" + events + "]}").getBytes(UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
