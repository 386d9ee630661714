package dev.firebreak.status.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.MovableClock;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.channel.PlainMails;
import dev.firebreak.comms.channel.mail.FakeSmtpServer;
import dev.firebreak.comms.channel.mail.MailChannelFixture;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DeliveriesFixture;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.database.Timestamps;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.PublicAddress;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** People outside ask for mails, confirm, get each text once, and leave. */
class SubscriberMailsTests {

    private static final String ANNA = "Anna@example.org";

    private final MovableClock clock = new MovableClock();
    private final InMemoryRecord record =
            new InMemoryRecord(clock, "V5__comms", "V25__page_bundles", "V54__status_page", "V66__status_subscriber");
    private final Deliveries deliveries = DeliveriesFixture.deliveries(record);
    private final FakeSmtpServer server = new FakeSmtpServer();
    private final PlainMails plain = MailChannelFixture.plain(server.port(), clock);
    private final SubscriberSettings settings = new SubscriberSettings(true, 600, 3, 5);
    private final Subscribers subscribers = new Subscribers(record.jdbc(), settings, clock);
    private final SubscriptionController pages = new SubscriptionController(subscribers, settings, plain, "Mosaic");
    private IncidentId incident;
    private SubscriberMails mails;

    SubscriberMailsTests() {
        incident = record.incident();
        mails = node();
    }

    private SubscriberMails node() {
        var service = record.incidents().get(incident).service();
        var environment = new MockEnvironment()
                .withProperty("firebreak.status.title", "Mosaic")
                .withProperty("firebreak.status.components." + service, "Git hosting");
        return new SubscriberMails(
                new StatusMails(record.jdbc(), clock),
                new MailTexts(new PublicAddress(URI.create("https://incidents.example")), environment),
                plain,
                deliveries,
                settings,
                clock);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @Tag("G41")
    void whoAsksConfirmsByTheLinkAndGetsEachTextOnce() {
        pages.ask(ANNA);
        mails.round();

        var link = link(0);
        assertThat(server.taken.get(0).raw()).contains("To: Anna@example.org", "Confirm: mails about Mosaic");
        post("Before anybody confirmed");
        mails.round();
        assertThat(pages.look(link).getBody()).contains("Get mails about Mosaic?", "value=\"confirm\"");
        assertThat(subscribers.confirmed()).as("GET only shows").isZero();

        pages.act(link, "confirm");
        clock.passes(Duration.ofSeconds(1));
        post("We restart <it>");
        mails.round();
        mails.round();
        node().round();

        assertThat(server.taken).hasSize(2);
        assertThat(server.taken.get(1).raw())
                .contains("Mosaic: problem with Git hosting (", "We restart <it>")
                .contains("List-Unsubscribe: <https://incidents.example/status/subscription/")
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", "Auto-Submitted: auto-generated");
        assertThat(deliveries.of(incident)).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("1 subscribers of the status page");
            assertThat(one.state()).isEqualTo(DeliveryState.SENT);
        });
    }

    @Test
    @Tag("G41")
    void whoLeavesIsForgotten_alsoByOnePressOfAMailProgram() {
        var link = confirmed(ANNA);
        post("We restart it");

        assertThat(pages.act(link, "leave").getBody()).contains("No more mails");
        mails.round();

        assertThat(server.taken).hasSize(1);
        assertThat(pages.look(link).getStatusCode().value()).isEqualTo(404);
        assertThat(record.jdbc()
                        .sql("select count(*) from status_subscriber")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    @Tag("G41")
    void nobodyLearnsWhetherAnAddressIsKnown_andNobodyIsFlooded() {
        confirmed(ANNA);

        var known = pages.ask("anna@EXAMPLE.org");
        var unknown = pages.ask("bob@example.org");
        var again = pages.ask("bob@example.org");
        for (var n = 0; n < 5; n++) {
            assertThat(pages.ask("victim" + n + "@example.org")).isEqualTo(unknown);
        }
        mails.round();

        assertThat(known).isEqualTo(unknown).isEqualTo(again);
        assertThat(server.taken).as("anna, bob, and one more in this hour").hasSize(3);
        assertThatThrownBy(() -> pages.ask("a@b, c@d"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("mail");
        assertThatThrownBy(() -> pages.ask("a@b\nBcc: c@d")).isInstanceOf(FieldInvalid.class);
    }

    @Test
    @Tag("G41")
    void aLinkThatNobodyConfirmsIsForgottenAfterADay_andCanBeAskedForAgain() {
        pages.ask(ANNA);
        mails.round();
        var old = link(0);
        clock.passes(Duration.ofDays(1));

        pages.act(old, "confirm");
        assertThat(subscribers.confirmed()).isZero();
        clock.passes(Duration.ofSeconds(1));
        pages.ask(ANNA);
        mails.round();

        assertThat(server.taken).hasSize(2);
        assertThat(link(1)).isNotEqualTo(old);
    }

    @Test
    @Tag("G41")
    void pagesGoFirst() {
        confirmed(ANNA);
        post("We restart it");
        var page = new NotificationKey(incident, "page-1.task", true);
        var rex = new Contact("rex", "Rex", "rex@example.org");
        deliveries.due(page, rex, "mail");

        mails.round();
        assertThat(server.taken).hasSize(1);

        deliveries.settle(page, rex, "mail", DeliveryState.SENT, null);
        mails.round();
        assertThat(server.taken).hasSize(2);
    }

    @Test
    @Tag("G41")
    void aSecurityIncidentIsNotMailed_alsoIfItBecomesOneMeanwhile() {
        confirmed(ANNA);
        post("We restart it");
        new StatusMails(record.jdbc(), clock).makeNew();
        hide();

        mails.round();
        post("Somebody is in our systems");
        mails.round();

        assertThat(server.taken).hasSize(1);
    }

    @Test
    @Tag("G41")
    void aServerThatIsDownDelays_andARefusedAddressIsCounted() {
        confirmed(ANNA);
        confirmed("bob@example.org");
        server.answers("MAIL FROM", "451 later");
        post("We restart it");
        mails.round();
        assertThat(server.taken).hasSize(2);

        server.forgives();
        server.answers("RCPT TO:<bob", "550 no such user");
        clock.passes(Duration.ofSeconds(5));
        mails.round();

        assertThat(server.taken).hasSize(3);
        assertThat(deliveries.of(incident))
                .singleElement()
                .satisfies(one -> assertThat(one.why()).isEqualTo("1 of 2 mails were refused"));
    }

    private String confirmed(String address) {
        pages.ask(address);
        mails.round();
        var link = link(server.taken.size() - 1);
        pages.act(link, "confirm");
        clock.passes(Duration.ofSeconds(1));
        return link;
    }

    private String link(int mail) {
        var found = Pattern.compile("/status/subscription/([\\w-]{43})>")
                .matcher(server.taken.get(mail).raw().replace("=\r\n", ""));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void post(String text) {
        record.jdbc()
                .sql("insert into status_post (post_key, incident_id, status, body, posted_at) values (?, ?, ?, ?, ?)")
                .params(text, incident.value(), "IDENTIFIED", text, Timestamps.at(clock.instant()))
                .update();
    }

    private void hide() {
        record.jdbc()
                .sql("insert into members_only (incident_id, since) values (?, ?)")
                .params(incident.value(), Timestamps.at(clock.instant()))
                .update();
    }
}
