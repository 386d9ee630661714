package dev.firebreak.alert.format.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.format.FormatsFixture;
import dev.firebreak.alert.format.UnreadablePayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsFormatTests {

    private static final CloudEventsFormat FORMAT = new CloudEventsFormat();

    @Test
    void theEventGivesWhatItsDataLeaveOut() {
        var alert =
                FORMAT.read(FormatsFixture.sent("senders/cloudevent")).alerts().get(0);

        assertThat(alert.label("alertname")).isEqualTo("com.example.disk.full");
        assertThat(alert.label("service")).isEqualTo("gitea");
        assertThat(alert.label("severity")).isEqualTo("error");
        assertThat(alert.annotation("summary")).isEqualTo("95 % of /var are in use");
        assertThat(alert.startsAt()).isEqualTo("2026-11-22T07:16:30Z");
    }

    @Test
    void theNextEventOfTheSameTypeAndSubjectIsOfTheSameAlert() {
        var body = new String(FormatsFixture.sent("senders/cloudevent"), UTF_8);
        var over = body.replace("A234", "B567").replace("\"severity\"", "\"status\":\"resolved\",\"severity\"");

        var first = FORMAT.read(body.getBytes(UTF_8));
        var last = FORMAT.read(over.getBytes(UTF_8));

        assertThat(last.groupKey()).isEqualTo(first.groupKey());
        assertThat(last.alerts().get(0).fingerprint())
                .isEqualTo(first.alerts().get(0).fingerprint());
        assertThat(last.alerts().get(0).firing()).isFalse();
        assertThat(last.alerts().get(0).endsAt()).isEqualTo("2026-11-22T07:16:30Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | specversion",
                "{\"specversion\":\"0.3\"} | specversion",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"} | source",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\"} | type",
                "{\"specversion\":\"1.0\",\"source\":\"s\",\"type\":\"t\"} | id",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"} | data",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":\"x\"} | data",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":\"eA\"} | data_base64",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"x\",\"data\":{}} | time",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{\"status\":\"x\"}} | data.status"
            })
    void whatIsWrongIsNamedByItsField(String body, String field) {
        assertThatThrownBy(() -> FORMAT.read(body.getBytes(UTF_8)))
                .isInstanceOf(UnreadablePayload.class)
                .hasMessageStartingWith("field \"" + field + "\": ");
    }
}
