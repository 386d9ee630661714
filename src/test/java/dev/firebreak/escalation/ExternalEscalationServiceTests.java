package dev.firebreak.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.MovableClock;
import dev.firebreak.access.FourEyes;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.ContactHours;
import dev.firebreak.catalog.ExternalContact;
import dev.firebreak.catalog.ExternalContact.Kind;
import dev.firebreak.comms.channel.mail.FakeSmtpServer;
import dev.firebreak.comms.channel.mail.MailChannelFixture;
import dev.firebreak.comms.delivery.DeliveriesFixture;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.escalation.ExternalEscalation.State;
import dev.firebreak.escalation.contact.ContactsFixture;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.text.Hash;
import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;

/** A commander asks parties outside for help, in words that another one approved. */
class ExternalEscalationServiceTests {

    private static final ContactHours ALWAYS = ContactHours.of("24x7", ZoneOffset.UTC);
    private static final Catalog CATALOG = new Catalog(
            "mosaic",
            Map.of(),
            Map.of(),
            Map.of("rex", new Contact("rex", "Rex", "rex@example.org")),
            Map.of(),
            List.of(),
            Map.of(),
            null,
            Map.of(
                    "hoster",
                    new ExternalContact(
                            "hoster",
                            "Example Hosting",
                            Kind.HOSTING_PROVIDER,
                            "noc@example.net",
                            null,
                            null,
                            "C-1",
                            ALWAYS),
                    "vendor",
                    new ExternalContact(
                            "vendor", "Guard Inc", Kind.SECURITY_VENDOR, null, "+49 30 1", null, null, ALWAYS)));

    private final MovableClock clock = new MovableClock();
    private final InMemoryRecord record = new InMemoryRecord(
            clock, "V5__comms", "V25__page_bundles", "V68__external_escalation", "V92__escalation_address");
    private final FakeSmtpServer server = new FakeSmtpServer();
    private final ExternalEscalations rows = new ExternalEscalations(record.jdbc(), clock);
    private final ExternalEscalationService out = out(FourEyes.ENFORCE);
    private final ExternalEscalationSender sender = new ExternalEscalationSender(
            rows,
            MailChannelFixture.plain(server.port(), clock),
            DeliveriesFixture.deliveries(record),
            record.timeline(),
            clock);
    private final IncidentId incident = record.incident();

    private static Catalog hosterAt(String mail) {
        var hoster = new ExternalContact(
                "hoster", "Example Hosting", Kind.HOSTING_PROVIDER, mail, null, null, "C-1", ALWAYS);
        return new Catalog(
                "mosaic", Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of(), null, Map.of("hoster", hoster));
    }

    private ExternalEscalationService out(FourEyes eyes) {
        return new ExternalEscalationService(rows, record.incidents(), record.timeline(), CATALOG, eyes, clock);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @Tag("G42")
    void nothingLeavesBeforeAnotherPersonApprovesTheseWords() {
        var written = out.write(incident, "hoster", "Host 7 is away", "Please look at host 7.", "carla");
        sender.round();
        assertThat(server.taken).isEmpty();

        assertThatThrownBy(() -> out.approve(incident, written.id(), written.sha256(), "carla"))
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContainingAll("403", "Somebody else must approve: you wrote it.");
        assertThatThrownBy(() -> out.approve(incident, written.id(), Hash.sha256("other words"), "dana"))
                .hasMessageContainingAll("409", "or it has changed. Read it again.");
        sender.round();
        assertThat(server.taken).isEmpty();

        out.approve(incident, written.id(), written.sha256(), "dana");
        sender.round();
        sender.round();

        assertThat(server.taken)
                .singleElement()
                .satisfies(mail -> assertThat(mail.raw())
                        .contains("To: noc@example.net", "Subject: Host 7 is away", "Please look at host 7.")
                        .doesNotContain("carla", "dana", "List-Unsubscribe", incident.value()));
        assertThat(record.timeline().of(incident))
                .extracting(TimelineEntry::what)
                .contains(
                        "Escalation to Example Hosting written; it waits for an approval",
                        "Escalation to Example Hosting approved",
                        "Escalation sent to Example Hosting");
        assertThat(DeliveriesFixture.deliveries(record).of(incident))
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(DeliveryState.SENT));
    }

    @Test
    @Tag("G42")
    void itIsApprovedOnce_andAWithdrawnOneNever() {
        var first = out.write(incident, "hoster", "s", "t", "carla");
        out.approve(incident, first.id(), first.sha256(), "dana");
        assertThatThrownBy(() -> out.approve(incident, first.id(), first.sha256(), "dana"))
                .hasMessageContaining("409");

        var second = out.write(incident, "hoster", "s", "t", "carla");
        out.withdraw(incident, second.id(), "carla");
        assertThatThrownBy(() -> out.approve(incident, second.id(), second.sha256(), "dana"))
                .hasMessageContaining("409");
        sender.round();

        assertThat(server.taken).hasSize(1);
    }

    @Test
    @Tag("G42")
    void theAddressIsApprovedToo_andAnotherOneInTheCatalogueGetsNothing() {
        var written = out.write(incident, "hoster", "s", "t", "carla");
        assertThat(written.mail()).isEqualTo("noc@example.net");
        var moved = new ExternalEscalationService(
                rows, record.incidents(), record.timeline(), hosterAt("eve@example.com"), FourEyes.ENFORCE, clock);

        assertThatThrownBy(() -> moved.approve(incident, written.id(), written.sha256(), "dana"))
                .hasMessageContaining("409");
        var again = moved.write(incident, "hoster", "s", "t", "carla");
        assertThat(again.sha256()).isNotEqualTo(written.sha256());

        out.approve(incident, written.id(), written.sha256(), "dana");
        sender.round();
        assertThat(server.taken)
                .singleElement()
                .satisfies(mail -> assertThat(mail.raw()).contains("To: noc@example.net"));
    }

    @Test
    @Tag("G42")
    void afterTheEndOfTheIncidentNothingIsApproved() {
        var written = out.write(incident, "hoster", "s", "t", "carla");
        record.incidents().end(incident, IncidentStatus.CLOSED, null);

        assertThatThrownBy(() -> out.approve(incident, written.id(), written.sha256(), "dana"))
                .hasMessageContaining("409");
        out.withdraw(incident, written.id(), "dana");
    }

    @Test
    @Tag("G42")
    void aServerThatIsDownDelays_andARefusalIsSaid() {
        server.answers("MAIL FROM", "451 later");
        var written = approved("hoster");
        sender.round();
        assertThat(state(written)).isEqualTo(State.DUE);

        server.forgives();
        server.answers("RCPT TO:<noc", "550 gone");
        clock.passes(Duration.ofSeconds(5));
        sender.round();

        assertThat(state(written)).isEqualTo(State.FAILED);
        assertThat(record.timeline().of(incident))
                .extracting(TimelineEntry::what)
                .anySatisfy(line -> assertThat(line).startsWith("Escalation did not reach Example Hosting: "));
    }

    @Test
    void aPartyWithoutMailIsCalled_andItsReplyIsANote() {
        var written = approved("vendor");
        sender.round();

        assertThat(state(written)).isEqualTo(State.BY_HAND);
        out.reply(incident, written, "They send somebody <now>", "rex");
        assertThat(record.timeline().of(incident))
                .extracting(TimelineEntry::what)
                .contains("Reply of Guard Inc: They send somebody <now>");
    }

    @Test
    void anotherIncidentsEscalationIsUnknown_andAWrongFieldIsNamed() {
        var written = out.write(incident, "hoster", "s", "t", "carla");
        var other = record.incident();

        assertThatThrownBy(() -> out.approve(other, written.id(), written.sha256(), "dana"))
                .hasMessageContaining("404");
        assertThatThrownBy(() -> out.write(incident, "nobody", "s", "t", "carla"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("contact");
        assertThatThrownBy(() -> out.write(incident, "hoster", " ", "t", "carla"))
                .hasMessageContaining("subject");
        assertThatThrownBy(() -> out.write(incident, "hoster", "s", "", "carla"))
                .hasMessageContaining("text");
    }

    @Test
    void withOnePersonOnTheSiteTheTimelineSaysSo() {
        var alone = out(FourEyes.WARN);
        var written = alone.write(incident, "hoster", "s", "t", "carla");

        alone.approve(incident, written.id(), written.sha256(), "carla");

        assertThat(record.timeline().of(incident))
                .extracting(TimelineEntry::what)
                .contains("Escalation to Example Hosting approved by the person who wrote it");
    }

    @Test
    @Tag("A056")
    void aContactIsStaleAfter90DaysUntilSomebodySaysThatItIsRight() {
        var contacts = ContactsFixture.contacts(record, CATALOG);
        assertThat(contacts.all()).hasSize(3).noneMatch(one -> one.isStale());
        ContactsFixture.notes(contacts);

        clock.passes(Duration.ofDays(91));
        assertThat(contacts.stale()).containsExactlyInAnyOrder("Example Hosting", "Guard Inc", "Rex");

        contacts.verify("externals.hoster", "carla");
        assertThat(contacts.stale()).containsExactlyInAnyOrder("Guard Inc", "Rex");
        assertThat(contacts.all())
                .anySatisfy(one -> assertThat(one.verifiedBy()).isEqualTo("carla"));
        assertThatThrownBy(() -> contacts.verify("nobody", "carla")).hasMessageContaining("404");
    }

    @Test
    void hoursAreThoseOfTheParty() {
        var hours = ContactHours.of("Mon-Fri 08:00-18:00", ZoneId.of("Europe/Berlin"));

        assertThat(hours.areOpen(Instant.parse("2026-11-27T07:00:00Z"))).isTrue();
        assertThat(hours.areOpen(Instant.parse("2026-11-27T17:00:00Z"))).isFalse();
        assertThat(hours.areOpen(Instant.parse("2026-11-28T09:00:00Z"))).isFalse();
        assertThat(ContactHours.of("Sat-Mon 00:00-24:00", ZoneOffset.UTC)
                        .areOpen(Instant.parse("2026-11-29T23:59:59Z")))
                .isTrue();
        assertThatThrownBy(() -> ContactHours.of("always", ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContactHours.of("Mon-Fri 18:00-08:00", ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private UUID approved(String party) {
        var written = out.write(incident, party, "s", "t", "carla");
        out.approve(incident, written.id(), written.sha256(), "dana");
        return written.id();
    }

    private State state(UUID id) {
        return rows.find(incident, id).orElseThrow().state();
    }
}
