package dev.firebreak.alert.silence;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a silence holds alerts, and what a request for one has to say. */
class SilenceTests {

    private static final Instant NOW = Instant.parse("2026-10-18T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-10-18T11:59:59Z, false",
        "2026-10-18T12:00:00Z, true",
        "2026-10-18T13:59:59Z, true",
        "2026-10-18T14:00:00Z, false",
    })
    void holdsFromItsStartUntilBeforeItsEnd(Instant moment, boolean holds) {
        var silence = of(Map.of("ends", "2026-10-18T14:00:00Z"));

        assertThat(silence.activeUntil(moment).isPresent()).isEqualTo(holds);
    }

    /** Sundays at 2:00 in Berlin for an hour; the clocks go back on the 25th of October at 3:00. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-19T00:30:00Z, false",
        "2026-10-24T23:59:59Z, false",
        "2026-10-25T00:00:00Z, true",
        "2026-10-25T00:59:59Z, true",
        "2026-10-25T01:00:00Z, false",
        "2026-10-25T01:30:00Z, false",
        "2026-11-01T00:30:00Z, false",
        "2026-11-01T01:00:00Z, true",
        "2026-11-01T01:59:59Z, true",
        "2026-11-29T01:00:00Z, true",
        "2026-12-06T01:00:00Z, false",
    })
    void aWindowStaysAtItsHourWhenTheClocksChange(Instant moment, boolean holds) {
        var silence = of(Map.of(
                "starts", "2026-10-25T00:00:00Z",
                "ends", "2026-10-25T01:00:00Z",
                "recurrence", "FREQ=WEEKLY;BYDAY=SU",
                "zone", "Europe/Berlin",
                "until", "2026-12-01T00:00:00Z"));

        assertThat(silence.activeUntil(moment).isPresent()).isEqualTo(holds);
    }

    @Test
    void saysWhenItHoldsNext() {
        var silence = of(Map.of(
                "starts", "2026-10-19T00:00:00Z",
                "ends", "2026-10-19T01:00:00Z",
                "recurrence", "FREQ=DAILY",
                "until", "2026-10-21T00:30:00Z"));

        assertThat(silence.nextAfter(NOW)).contains(Instant.parse("2026-10-19T00:00:00Z"));
        assertThat(silence.nextAfter(Instant.parse("2026-10-20T00:00:00Z")))
                .contains(Instant.parse("2026-10-21T00:00:00Z"));
        assertThat(silence.activeUntil(Instant.parse("2026-10-21T00:15:00Z")))
                .contains(Instant.parse("2026-10-21T00:30:00Z"));
        assertThat(silence.nextAfter(Instant.parse("2026-10-21T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "service, -, service",
                "reason, ' ', reason",
                "ends, -, ends",
                "ends, 2026-10-18T11:00:00Z, ends",
                "ends, 2026-11-18T12:00:00Z, ends",
                "starts, 2028-10-18T12:00:00Z, ends",
                "zone, Mars/Olympus, zone",
                "until, 2026-10-20T00:00:00Z, until",
                "recurrence, FREQ=DAILY, until",
            })
    void namesTheFieldThatIsWrong(String field, String value, String named) {
        var fields = new HashMap<String, String>(Map.of("ends", "2026-10-18T14:00:00Z"));
        fields.put(field, value);

        assertThatThrownBy(() -> of(fields))
                .isInstanceOfSatisfying(
                        FieldInvalid.class,
                        it -> assertThat(it.getBody().getProperties()).containsEntry("field", named));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=SECONDLY",
                "FREQ=HOURLY",
                "every sunday",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;UNTIL=20200101T000000Z",
            })
    void refusesRulesThatNeverOrAlwaysHappen(String rule) {
        assertThatThrownBy(() ->
                        of(Map.of("ends", "2026-10-18T14:00:00Z", "recurrence", rule, "until", "2027-01-01T00:00:00Z")))
                .isInstanceOfSatisfying(
                        FieldInvalid.class,
                        it -> assertThat(it.getBody().getProperties()).containsEntry("field", "recurrence"));
    }

    @Test
    void matchesTheServiceAndAllLabels() {
        var request = new SilenceRequest(
                "gitea", Map.of("severity", "low"), Map.of(), "why", null, null, NOW.plusSeconds(60), null, null, null);
        var silence = request.toSilence(UUID.randomUUID(), "ana", NOW);

        assertThat(silence.zone()).isEqualTo(UTC);
        assertThat(silence.owner()).isEqualTo("ana");
        assertThat(silence.matches("gitea", Map.of("severity", "low", "more", "x")))
                .isTrue();
        assertThat(silence.matches("gitea", Map.of("severity", "high"))).isFalse();
        assertThat(silence.matches("gitea", Map.of())).isFalse();
        assertThat(silence.matches("plane", Map.of("severity", "low"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "web-[0-9]+ ; web-12 ; true",
                "web-[0-9]+ ; xweb-12 ; false",
                "web-[0-9]+ ; web-12.example ; false",
                "web-[0-9]+ ; - ; false",
                "(?i)prod|test ; TEST ; true",
                "(a|aa)*b ; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac ; false",
            })
    void matchesTheWholeValueOfALabel(String pattern, String value, boolean matches) {
        var labels = new HashMap<String, String>();
        labels.put("instance", value);

        assertThat(withPattern("gitea", pattern).matches("gitea", labels)).isEqualTo(matches);
    }

    @Test
    @Tag("D44")
    void noPatternAndNoValueHoldsTheIntake() {
        var silence = withPattern("gitea", "(x+x+)+y");

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(silence.matches("gitea", Map.of("instance", "x".repeat(2_000))))
                        .isFalse());
        assertThat(silence.matches("gitea", Map.of("instance", "x".repeat(1_000_000) + "y")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a | must be regular expressions",
                "(?=a)b | must be regular expressions",
                "(a)\\1 | must be regular expressions",
                "((a{100}){100}){100} | repeat too often",
                "a{2000} | repeat too often",
                "' ' | have 1 to 200 characters",
            })
    @Tag("D44")
    void refusesPatternsThatAreNoneOrCostTooMuch(String pattern, String why) {
        assertThatThrownBy(() -> withPattern("gitea", pattern)).isInstanceOfSatisfying(FieldInvalid.class, it -> {
            assertThat(it.getBody().getProperties()).containsEntry("field", "patterns");
            assertThat(it.getBody().getDetail()).contains(why);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", ".+", "\\S.*", "(?s).{1,}", "\\S*", "[^x]*", "[^7].*", "\\w.*", "(a|.)+"})
    void aPatternThatMatchesAnythingSilencesNothingWithoutAService(String pattern) {
        assertThatThrownBy(() -> withPattern(null, pattern))
                .isInstanceOfSatisfying(
                        FieldInvalid.class,
                        it -> assertThat(it.getBody().getDetail()).contains("nothing may silence all alerts"));
        assertThat(withPattern("gitea", pattern).patterns()).hasSize(1);
    }

    private static Silence withPattern(String service, String pattern) {
        return new SilenceRequest(
                        service,
                        null,
                        Map.of("instance", pattern),
                        "why",
                        null,
                        null,
                        NOW.plusSeconds(60),
                        null,
                        null,
                        null)
                .toSilence(UUID.randomUUID(), "ana", NOW);
    }

    private static Silence of(Map<String, String> fields) {
        var all = new HashMap<String, String>(Map.of("service", "gitea", "reason", "an upgrade"));
        all.putAll(fields);
        var request = new SilenceRequest(
                all.get("service"),
                Map.of(),
                Map.of(),
                all.get("reason"),
                null,
                instant(all.get("starts")),
                instant(all.get("ends")),
                all.get("recurrence"),
                all.get("zone"),
                instant(all.get("until")));
        return request.toSilence(UUID.randomUUID(), "ana", NOW);
    }

    private static Instant instant(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
