package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.format.UnknownFormat;
import dev.firebreak.alert.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Any stored payload can be read again, by the format that its row names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredPayloadTests {

    private AlertIngestFixture ingest;

    AlertIngestFixture open() {
        return AlertIngestFixture.onH2();
    }

    @BeforeAll
    void openFixture() {
        ingest = open();
    }

    @AfterEach
    void cleanFixture() {
        ingest.clean();
    }

    @AfterAll
    void closeFixture() {
        ingest.close();
    }

    @Test
    void aStoredPayloadIsReadByTheFormatOfItsRow() {
        var sent =
                ingest.payload("default", PayloadFixture.group("g").firing("a").with("truncatedAlerts", 3));
        ingest.journal(List.of(sent));

        var stored = ingest.get(Journal.class).read(sent.id()).orElseThrow();

        assertThat(formatOf(sent.id())).isEqualTo("alertmanager");
        assertThat(stored).usingRecursiveComparison().isEqualTo(sent);
    }

    @Test
    void aRowWithoutAFormatIsReadAsAlertmanagers() {
        var sent = ingest.payload("default", PayloadFixture.group("g").firing("a"));
        ingest.jdbc()
                .sql("insert into alert_delivery (id, source, default_severity, received_at, bytes, body)"
                        + " values (?, 'default', 'high', ?, ?, ?)")
                .params(sent.id(), sent.receivedAt().atOffset(java.time.ZoneOffset.UTC), sent.bytes(), sent.body())
                .update();

        assertThat(ingest.get(Journal.class).read(sent.id()))
                .hasValueSatisfying(stored -> assertThat(stored.notification()).isEqualTo(sent.notification()));
    }

    @Test
    void aRowOfAnUnknownFormatIsPoison_saysWhyAndIsAppliedOnceTheFormatIsThere() {
        var sent = ingest.payload("default", PayloadFixture.group("g").firing("a"));
        ingest.journal(List.of(sent));
        ingest.jdbc().sql("update alert_delivery set format = 'nagios'").update();
        assertThatExceptionOfType(UnknownFormat.class)
                .isThrownBy(() -> ingest.get(Journal.class).read(sent.id()))
                .withMessageContaining("\"nagios\"")
                .withMessageContaining("[alertmanager,");

        sweepUntilPoison();

        assertThat(ingest.jdbc()
                        .sql("select title from incident")
                        .query(String.class)
                        .list())
                .containsExactly("Alerts of default arrive but can't be applied: look at them yourself");
        assertThat(ingest.jdbc()
                        .sql("select details from timeline_entry")
                        .query(String.class)
                        .list())
                .anyMatch(details ->
                        details != null && details.contains(sent.id().toString()) && details.contains("\"nagios\""));
        ingest.clock.passes(AlertIngestFixture.SETTINGS.keepBodies().plusDays(1));
        ingest.tidy();

        ingest.jdbc().sql("update alert_delivery set format = 'alertmanager'").update();
        ingest.jdbc().sql("update alert_pending set poison = null").update();
        assertThat(ingest.sweep()).isTrue();
        assertThat(ingest.count("select count(*) from alert where fingerprint = 'a'"))
                .as("the payload outlived its retention, since it was still to be applied")
                .isEqualTo(1);
    }

    @Test
    @Tag("D24")
    void whatAMappingDoesNotMatchIsPoisonAtOnce_andAppliedOnceItDoes() {
        var sent = ingest.payload("default", PayloadFixture.group("g").firing("a"));
        ingest.journal(List.of(sent));
        ingest.jdbc().sql("update alert_delivery set format = 'uptime-kuma'").update();
        ingest.clock.passes(Duration.ofSeconds(3));

        ingest.sweep();

        assertThat(ingest.jdbc()
                        .sql("select failure from alert_pending where poison is not null")
                        .query(String.class)
                        .single())
                .startsWith("mapping \"uptime-kuma\" does not match: no rule says whether the alert fires");
        ingest.jdbc().sql("update alert_delivery set format = 'alertmanager'").update();
        ingest.jdbc().sql("update alert_pending set poison = null").update();
        ingest.clock.passes(Duration.ofSeconds(2));
        assertThat(ingest.sweep()).isTrue();
        assertThat(ingest.count("select count(*) from alert where fingerprint = 'a'"))
                .isEqualTo(1);
    }

    private void sweepUntilPoison() {
        for (var n = 0; n < 5; n++) {
            ingest.clock.passes(Duration.ofSeconds(8));
            ingest.sweep();
        }
        assertThat(ingest.count("select count(*) from alert_pending where poison is not null"))
                .isEqualTo(1);
    }

    @Test
    void everyFormatIsKnownByItsName() {
        var formats = ingest.get(AlertFormats.class);

        assertThat(formats.find("alertmanager"))
                .hasValueSatisfying(format -> assertThat(format.name()).isEqualTo("alertmanager"));
        assertThat(formats.find("nagios")).isEmpty();
    }

    private String formatOf(UUID payload) {
        return ingest.jdbc()
                .sql("select format from alert_delivery where id = ?")
                .param(payload)
                .query(String.class)
                .single();
    }
}
