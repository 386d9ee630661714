package dev.firebreak.alert.format.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.FormatsFixture;
import dev.firebreak.alert.format.FormatsInUse;
import dev.firebreak.alert.format.PayloadUnmatched;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.reload.ReloadRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

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
        assertThat(formats(FormatsFixture.MAPPINGS).formats())
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
                "each: /events | each: events | 1:7 each: \"events\" is no JSON Pointer",
                "severity: /prio | sevrity: /prio | fields.sevrity: is not one of",
                "status: firing, severity: critical | status: fires | the status is one of",
                "set: {status: ignored} | sets: {status: ignored} | sets: is not one of",
                "status: firing, severity: critical, service: h1 | status: resolved | status is firing, not resolved",
                "down.json | gone.json | there is no file gone.json beside it",
                "down.json | ../down.json | there is no file ../down.json beside it",
                "service: h1}]} | service: h2}]} | service is h1, not h2",
                "rules: | rules: [ | expected",
            })
    void aMistakeStopsTheStartByFileLineColumnAndReason(String from, String to, String why) throws IOException {
        write("tool.yaml", MAPPING.replace(from, to));

        assertThatThrownBy(() -> formats(folder))
                .isInstanceOf(StartupRefused.class)
                .hasMessageMatching("(?s).*tool.yaml:\\d+:\\d+ .*")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fields: {}", "rules: []", "!!javax.script.ScriptEngineManager [x]"})
    void aMappingWithoutSamplesStopsTheStart(String mapping) throws IOException {
        write("tool.yaml", mapping);

        assertThatThrownBy(() -> formats(folder)).isInstanceOf(StartupRefused.class);
    }

    @Test
    void withoutAFolderThereAreNone() {
        assertThat(formats(folder.resolve("none")).formats()).isEmpty();
        assertThat(formats(null).formats()).isEmpty();
    }

    @Test
    @Tag("D40")
    void aFileThatIsAddedCountsAfterAReloadAndAMistakeKeepsAllAsTheyWere() throws IOException {
        write("tool.yaml", MAPPING);
        var formats = formats(folder);
        write("other.yaml", MAPPING);
        formats.prepare(formats.read()).swap().run();
        assertThat(formats.formats()).extracting(AlertFormat::name).containsExactly("other", "tool");

        write("other.yaml", MAPPING.replace("each: /events", "each: events"));
        write("third.yaml", "");

        assertThatThrownBy(() -> formats.prepare(formats.read()))
                .isInstanceOf(ReloadRefused.class)
                .hasMessageMatching(
                        "(?s).*other.yaml:1:7 each: \"events\" is no JSON Pointer.*third.yaml:1:1 is empty.*");
        assertThat(formats.formats()).hasSize(2);
    }

    @Test
    @Tag("D40")
    void aMappingOfWhichPayloadsWaitStays() throws IOException {
        write("tool.yaml", MAPPING);
        used = Set.of("tool");
        var formats = formats(folder);
        Files.move(folder.resolve("tool.yaml"), folder.resolve("renamed.yaml"));

        assertThatThrownBy(() -> formats.prepare(formats.read()))
                .isInstanceOf(ReloadRefused.class)
                .hasMessageContaining("tool.yaml:1:1 payloads of this format still have to be applied");

        used = Set.of();
        assertThat(formats.prepare(formats.read()).changes())
                .containsExactly("renamed.yaml added", "tool.yaml removed");
    }

    @Test
    @Tag("D40")
    void aFolderThatIsGoneDropsNothing() throws IOException {
        write("tool.yaml", MAPPING);
        var formats = formats(folder);
        Files.delete(folder.resolve("tool.yaml"));
        Files.delete(folder.resolve("down.json"));

        assertThatThrownBy(formats::read).isInstanceOf(ReloadRefused.class).hasMessageContaining("gone or empty");
    }

    @Test
    void aNameThatFirebreakHasIsRefused() throws IOException {
        write("alertmanager.yaml", MAPPING);

        assertThatThrownBy(() -> formats(folder))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("alertmanager.yaml:1:1 Firebreak itself has a format of this name");
    }

    private Set<String> used = Set.of();

    private MappedFormats formats(Path where) {
        var beans = new StaticListableBeanFactory(Map.<String, Object>of("used", (FormatsInUse) () -> used));
        var taken = new AlertFormat() {
            @Override
            public String name() {
                return "alertmanager";
            }

            @Override
            public AlertNotification read(byte[] body) {
                throw new UnsupportedOperationException();
            }
        };
        return new MappedFormats(new MappingSettings(where), List.of(taken), beans.getBeanProvider(FormatsInUse.class));
    }

    private AlertFormat format(String mapping) throws IOException {
        write("tool.yaml", mapping);
        return formats(folder).formats().get(0);
    }

    private static byte[] events(String events) {
        return ("{\"team\":\"blue\",\"events\":[" + events + "]}").getBytes(UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
