package dev.firebreak.oncall.calendar;

import static dev.firebreak.comms.CommsFixture.CATO;
import static dev.firebreak.comms.CommsFixture.MO;
import static dev.firebreak.comms.CommsFixture.RITA;
import static dev.firebreak.comms.CommsFixture.SAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.oncall.OnCallFixture;
import dev.firebreak.oncall.override.Overrides;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.oncall.schedule.Shift;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ApplicationContext;

class CalendarImportTests {

    private final CommsFixture comms = new CommsFixture();
    private final ApplicationContext beans = OnCallFixture.beans(comms);
    private final CalendarImport imports = beans.getBean(CalendarImport.class);
    private final OnCall onCall = beans.getBean(OnCall.class);

    @Test
    void eventsBecomeOverridesByAddressLoginOrName() {
        var count = imports.into(
                "primary",
                calendar(
                        event(
                                "DTSTART:20261123T080000Z\nDTEND:20261123T160000Z\nSUMMARY:Late\nATTENDEE;CN=Mo:mailto:MO@example.org"),
                        event("DTSTART;TZID=Europe/Berlin:20261124T090000\nDURATION:PT8H\nSUMMARY:sam"),
                        event("DTSTART;VALUE=DATE:20261125\nSUMMARY:Cato\\, really: Cato Catch-All covers")),
                "rita");

        assertThat(count).isEqualTo(3);
        assertThat(primary("2026-11-23T07:59:59Z")).isEqualTo(RITA);
        assertThat(primary("2026-11-23T08:00:00Z")).isEqualTo(MO);
        assertThat(primary("2026-11-24T08:00:00Z")).isEqualTo(SAM);
        assertThat(primary("2026-11-24T16:00:00Z")).isEqualTo(RITA);
        assertThat(primary("2026-11-25T23:59:00Z")).isEqualTo(CATO);
    }

    @Test
    void recurrencesExceptionsAndMovedOccurrencesCount() {
        imports.into(
                "primary",
                calendar(
                        event(
                                "UID:a\nDTSTART:20261123T080000Z\nDTEND:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20261124T080000Z\nSUMMARY:mo"),
                        event(
                                "UID:a\nRECURRENCE-ID:20261125T080000Z\nDTSTART:20261125T100000Z\nDTEND:20261125T110000Z\nSUMMARY:sam"),
                        event("DTSTART:20261126T080000Z\nDTEND:20261126T090000Z\nSTATUS:CANCELLED\nSUMMARY:cato")),
                "rita");

        assertThat(primary("2026-11-23T08:00:00Z")).isEqualTo(MO);
        assertThat(primary("2026-11-24T08:00:00Z")).isEqualTo(RITA);
        assertThat(primary("2026-11-25T08:00:00Z")).isEqualTo(RITA);
        assertThat(primary("2026-11-25T10:30:00Z")).isEqualTo(SAM);
        assertThat(primary("2026-11-26T08:30:00Z")).isEqualTo(MO);
    }

    @Test
    void theOrganizerOfAnEventIsNotOnCall() {
        var at = "DTSTART:20261123T080000Z\nDTEND:20261123T160000Z\nORGANIZER:mailto:cato@example.org\n";

        imports.into("primary", calendar(event(at + "SUMMARY:x\nATTENDEE:mailto:mo@example.org")), "rita");
        assertThat(primary("2026-11-23T08:00:00Z")).isEqualTo(MO);

        imports.into("primary", calendar(event(at + "SUMMARY:sam")), "rita");
        assertThat(primary("2026-11-23T08:00:00Z")).isEqualTo(SAM);
    }

    /** UNTIL is a moment, or by its date a day on the clock of DTSTART; its shift is the last one. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,    20261125T080000Z, 2026-11-25T08:00:00Z",
        "Europe/Berlin,    20261125T075959Z, 2026-11-24T08:00:00Z",
        "Europe/Berlin,    20261125T090000,  2026-11-25T08:00:00Z",
        "Europe/Berlin,    20261125,         2026-11-25T08:00:00Z",
        "America/New_York, 20261125T140000Z, 2026-11-25T14:00:00Z",
        "America/New_York, 20261125T135959Z, 2026-11-24T14:00:00Z",
        "America/New_York, 20261125,         2026-11-25T14:00:00Z",
    })
    void theLastShiftOfARuleIsThatOfUntil(String zone, String until, Instant last) {
        var count = imports.into(
                "primary",
                calendar(event("DTSTART;TZID=%s:20261123T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=%s\nSUMMARY:mo"
                        .formatted(zone, until))),
                "rita");

        assertThat(beans.getBean(Overrides.class).current())
                .hasSize(count)
                .last()
                .satisfies(one -> assertThat(one.starts()).isEqualTo(last));
    }

    @Test
    void aWholeDayIsTheLastByItsDate() {
        var days = "DTSTART;VALUE=DATE:20261123\nRRULE:FREQ=DAILY;UNTIL=20261125\nSUMMARY:mo";

        assertThat(imports.into("primary", calendar(event(days)), "rita")).isEqualTo(3);
    }

    @Test
    void aSecondImportReplacesTheFirstAndAWrongOneChangesNothing() {
        imports.into(
                "primary", calendar(event("DTSTART:20261123T080000Z\nDTEND:20261123T160000Z\nSUMMARY:mo")), "rita");
        imports.into(
                "primary", calendar(event("DTSTART:20261124T080000Z\nDTEND:20261124T160000Z\nSUMMARY:sam")), "rita");

        assertThatThrownBy(() -> imports.into(
                        "primary",
                        calendar(event("DTSTART:20261124T080000Z\nDTEND:20261124T160000Z\nSUMMARY:eva")),
                        "rita"))
                .hasMessageContaining("names nobody of the catalogue");

        assertThat(primary("2026-11-23T09:00:00Z")).isEqualTo(RITA);
        assertThat(primary("2026-11-24T09:00:00Z")).isEqualTo(SAM);
    }

    @ParameterizedTest
    @CsvSource({
        "DTSTART:2026, DTSTART is no date",
        "DTSTART;TZID=Mars/Base:20261123T080000, the time zone Mars/Base is unknown",
        "SUMMARY:rita, an event has no DTSTART",
        "'DTSTART:20261123T080000Z|DTEND:20261123T070000Z', ends before it begins",
        "'DTSTART:20261123T080000Z|DURATION:PT1H|SUMMARY:sam|ATTENDEE:mailto:mo@example.org|ATTENDEE:mailto:rita@example.org', names nobody of the catalogue, or several",
        "'DTSTART:20261123T080000Z|DTEND:20261123T090000Z|RRULE:FREQ=SOMETIMES|SUMMARY:mo', RRULE is no rule",
        "'DTSTART:20261123T080000Z|DTEND:20261123T080001Z|RRULE:FREQ=SECONDLY|SUMMARY:mo', has more than 500",
    })
    void whatCannotBeReadIsRefusedWithItsLine(String lines, String error) {
        assertThatThrownBy(() -> imports.into("primary", calendar(event(lines.replace("|", "\n"))), "rita"))
                .hasMessageContaining("calendar")
                .hasMessageContaining(error);
        assertThat(beans.getBean(Overrides.class).current()).isEmpty();
    }

    @Test
    @Tag("E6")
    void aHostileNameInTheFeedIsOnlyText() {
        var hostile = new Contact("mo", "x\r\nEND:VEVENT\r\nBEGIN:VALARM;,\\ " + "🔥".repeat(60), "mo@example.org");
        var at = Instant.parse("2026-11-23T08:00:00Z");

        var text = CalendarText.of("On call", List.of(new Shift("primary", hostile, at, at.plusSeconds(60))), at);

        assertThat(text.split("\r\n"))
                .allMatch(line -> line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 75);
        assertThat(text.lines().filter(line -> line.startsWith("END:VEVENT"))).hasSize(1);
        assertThat(text).doesNotContain("\r\nBEGIN:VALARM").contains("\\;\\,\\\\");
    }

    @Test
    void aTokenOpensTheFeedUntilANewOneReplacesIt() {
        var tokens = beans.getBean(CalendarTokens.class);
        comms.account("rita");

        var first = tokens.issue("rita");
        var second = tokens.issue("rita");
        var strange = tokens.issue("nobody-has-this-account");

        assertThat(tokens.person(first)).isEmpty();
        assertThat(tokens.person(second)).contains("rita");
        assertThat(tokens.person(strange)).isEmpty();
        assertThat(tokens.person("")).isEmpty();
    }

    private Contact primary(String at) {
        return onCall.onRung(0, Instant.parse(at)).orElseThrow();
    }

    private static String calendar(String... events) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("", events) + "END:VCALENDAR\r\n";
    }

    private static String event(String lines) {
        return ("BEGIN:VEVENT\n" + lines + "\nEND:VEVENT\n").replace("\n", "\r\n");
    }
}
