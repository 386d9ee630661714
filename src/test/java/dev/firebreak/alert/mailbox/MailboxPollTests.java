package dev.firebreak.alert.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.user.GreenMailUser;
import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.mailbox.MailboxSettings.Account;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeTrouble;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Reports by mail, over IMAP from a real server, into the real intake. */
@Tag("D43")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxPollTests {

    private static final String PASSWORD = "imap-password-1";

    private AlertIngestFixture ingest;
    private ImapTestServer server;
    private final List<Object> told = new ArrayList<>();
    private MailboxPoll poll;

    @BeforeAll
    void openFixture() {
        ingest = AlertIngestFixture.onH2();
    }

    @BeforeEach
    void anEmptyMailbox() {
        ingest.clock.moveTo(Instant.now()); // the server has no other clock
        server = server();
        poll = node(ingest, Duration.ofSeconds(10));
        look();
        ingest.clock.passes(Duration.ofSeconds(1));
    }

    @AfterEach
    void clean() {
        server.stop();
        told.clear();
        ingest.clean();
    }

    @AfterAll
    void closeFixture() {
        ingest.close();
    }

    private static ImapTestServer server() {
        var server = new ImapTestServer();
        server.start();
        server.setUser("reports@firebreak.test", "reports", PASSWORD);
        return server;
    }

    private MailboxPoll node(AlertIngestFixture of, Duration timeout) {
        return new MailboxPoll(
                new MailboxSettings(Map.of(), Duration.ofSeconds(30), timeout),
                of.get(MailPositions.class),
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_MAILBOX", PASSWORD)),
                of.get(DefaultSeverities.class),
                of.get(AlertFormats.class),
                of.get(IngestQueue.class),
                new ObjectMapper(),
                told::add,
                of.clock,
                of.get(NodeName.class),
                "Firebreak <firebreak@example.test>");
    }

    private Account account() {
        return account(server.port());
    }

    private static Account account(int port) {
        return new Account(
                "127.0.0.1",
                port,
                "none",
                "reports",
                "secret://mailbox",
                "INBOX",
                List.of("@example.test", "monitor@tools.test"),
                "helpdesk");
    }

    private void look() {
        poll.look("mail", account());
        ingest.startProcesses();
    }

    @Test
    void aMailboxHasNoNameOfFirebreaksOwnAlerts() {
        var account =
                new Account("mail", 0, "implicit", "u", "secret://reports", "INBOX", List.of("@example.org"), null);

        assertThatThrownBy(() -> new MailboxSettings(
                        Map.of("firebreak-probes", account), Duration.ofSeconds(30), Duration.ofSeconds(20)))
                .hasMessageContaining("firebreak.alert.mail.mailboxes.firebreak-probes: this name is reserved");
    }

    @Test
    void aMailFromAnAllowedSenderOpensAnIncident() throws Exception {
        deliver("""
                Subject: [P1] The shop is down
                Message-ID: <1@example.test>

                service: shop
                symptom: service-down

                Customers see an error page since 7:10.""");

        look();
        look();

        assertThat(incident()).containsExactly("[P1] The shop is down", "shop", "service-down", "mail");
        assertThat(ingest.jdbc()
                        .sql("select details from timeline_entry where details like '%error page%'")
                        .query(String.class)
                        .list())
                .isNotEmpty();
        assertThat(mailbox().failure()).isNull();
    }

    @Test
    void whatWasThereBeforeTheFirstLookIsLeftAlone() throws Exception {
        ingest.clean();
        deliver("Subject: Old\nMessage-ID: <old@example.test>\n\nOld");
        look();
        assertThat(incidents()).isZero();

        deliver("Subject: New\nMessage-ID: <new@example.test>\n\nNew");
        look();

        assertThat(incident().get(0)).isEqualTo("New");
        assertThat(incident().get(1)).as("the service of the mailbox").isEqualTo("helpdesk");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From: eve@evil.test | its sender is not allowed",
                "From: a@example.test.evil.test | its sender is not allowed",
                "From: notexample.test@evil.test | its sender is not allowed",
                "From: a@example.test, eve@evil.test | it has no sender, or several",
                "Auto-Submitted: auto-replied (vacation) | a program answered by itself",
                "X-Autoreply: yes | a program answered by itself",
                "Return-Path: <> | it is a bounce",
                "From: MAILER-DAEMON@example.test | it is a bounce",
                "Content-Type: multipart/report; boundary=x | it is a bounce",
                "X-Firebreak-Incident: INC-20261122-071630-017 | it is Firebreak's own",
                "From: Firebreak <FIREBREAK@example.test> | it is Firebreak's own",
                "In-Reply-To: <INC-20261122-071630-017.page.ana@firebreak> | it answers a mail of Firebreak",
            })
    void whatIsNoReportOpensNothingAndIsSaid(String header, String why) throws Exception {
        deliver("Subject: Hello\nMessage-ID: <2@example.test>\n" + header + "\n\nHello");

        look();

        assertThat(incidents()).isZero();
        assertThat(mailbox().ignored()).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Hello");
            assertThat(mail.why()).startsWith(why);
        });
    }

    @Test
    void anAutomaticNoticeOfAnAllowedToolIsAReport() throws Exception {
        deliver("From: monitor@tools.test\nSubject: Disk full\nAuto-Submitted: auto-generated\nMessage-ID: <3@t>\n\nx");

        look();

        assertThat(incident().get(0)).isEqualTo("Disk full");
    }

    @Test
    void aNodeThatDiesBetweenReportAndPositionLeavesNothingAndDoublesNothing() throws Exception {
        deliver("Subject: Once\nMessage-ID: <4@example.test>\n\nOnce");
        look();
        ingest.jdbc().sql("update mailbox_position set last_uid = 0").update();
        ingest.jdbc().sql("delete from mailbox_mail").update();

        ingest.clock.passes(Duration.ofMinutes(2));
        look();
        assertThat(incidents()).as("its alert is known").isEqualTo(1);

        ingest.jdbc().sql("update incident set status = 'CANCELLED'").update();
        ingest.jdbc().sql("update mailbox_position set last_uid = 0").update();
        ingest.jdbc().sql("delete from mailbox_mail").update();
        look();
        assertThat(incidents()).as("also after people have closed its incident").isEqualTo(1);
    }

    @Test
    void aMailboxThatIsMadeAgainReportsOnlyWhatIsNew() throws Exception {
        deliver("Subject: First\nMessage-ID: <5@example.test>\n\nFirst");
        look();
        server.stop();
        server = server();
        deliver("Subject: First\nMessage-ID: <5@example.test>\n\nFirst");
        deliver("Subject: Second\nMessage-ID: <6@example.test>\n\nSecond");

        look();

        assertThat(incidents()).isEqualTo(2);
        assertThat(ingest.count("select count(*) from incident where title = 'Second'"))
                .isEqualTo(1);
    }

    @Test
    void twoNodesReadAMailOnce() throws Exception {
        deliver("Subject: Shared\nMessage-ID: <7@example.test>\n\nShared");
        var now = ingest.clock.instant();
        ingest.get(MailPositions.class).lease("mail", "a node that dies now", now, now.plusSeconds(180));
        var other = ingest.secondNode();
        try {
            var second = node(other, Duration.ofSeconds(10));
            second.look("mail", account());
            assertThat(incidents()).as("another node has the lease").isZero();

            other.clock.passes(Duration.ofMinutes(4));
            second.look("mail", account());
            assertThat(incidents()).as("it is over").isEqualTo(1);
            look();
            assertThat(incidents()).isEqualTo(1);
        } finally {
            other.stop();
        }
    }

    @Test
    void aServerThatHangsIsLeftAndToldOnce() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            poll = node(ingest, Duration.ofMillis(300));
            var begun = System.nanoTime();
            poll.look("mail", account(silent.getLocalPort()));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(mailbox().failure()).isNotBlank().doesNotContain(PASSWORD);
            assertThat(told).isEmpty();

            ingest.clock.passes(Duration.ofMinutes(20));
            poll.look("mail", account(silent.getLocalPort()));
        }
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        NodeTrouble.class, trouble -> assertThat(trouble.kind()).isEqualTo("mailbox-unread"));
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() {
        server.setUser("reports@firebreak.test", "reports", "another-password");

        look();

        assertThat(mailbox().failure()).isNotBlank().doesNotContain(PASSWORD);
    }

    @Test
    void htmlIsShownAsItsText() throws Exception {
        deliver("""
                Subject: Page
                Message-ID: <8@example.test>
                MIME-Version: 1.0
                Content-Type: text/html; charset=utf-8

                <html><head><style>p {color: red}</style></head><body><script>alert(1)</script>
                <p>Severity: high</p><p>Orders &lt;fail&gt; &amp;amp; wait</p><img src=x onerror=y></body></html>""");

        look();

        assertThat(ingest.jdbc()
                        .sql("select details from timeline_entry where details like '%Orders%'")
                        .query(String.class)
                        .list())
                .anySatisfy(text -> assertThat(text)
                        .contains("Orders <fail> &amp; wait")
                        .doesNotContain("alert(1)", "color: red", "onerror"));
    }

    @Test
    void hostileMailsAreReportsAllTheSame() throws Exception {
        deliver("Subject: =?utf-8?B?AAAA?= \u202eevil\nMessage-ID: <9@example.test>\n"
                + "Content-Type: multipart/mixed; boundary=never\n\nno boundary here");
        deliver("Subject: " + "long ".repeat(2_000) + "\nContent-Type: text/plain; charset=no-such\n\n"
                + "x".repeat(2_000_000));
        deliver("Subject: Deep\n" + nested(60));

        look();

        assertThat(incidents()).isEqualTo(3);
        assertThat(ingest.jdbc()
                        .sql("select title from incident")
                        .query(String.class)
                        .list())
                .allSatisfy(
                        title -> assertThat(title).hasSizeLessThanOrEqualTo(300).doesNotContain("\u202e", "\0"));
        assertThat(mailbox().failure()).isNull();
    }

    private static String nested(int depth) {
        var mail = new StringBuilder();
        for (var n = 0; n < depth; n++) {
            mail.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(n, n));
        }
        return mail.append("Content-Type: text/plain\n\ndeep\n").toString();
    }

    private MailboxStatus.Mailbox mailbox() {
        var positions = ingest.get(MailPositions.class);
        var position = positions.find("mail").orElseThrow();
        return new MailboxStatus.Mailbox(
                "mail", position.lookedAt(), position.failure(), positions.ignored("mail", 10));
    }

    /** Title, service, symptom and source. */
    private List<String> incident() {
        return ingest.jdbc()
                .sql("select title, service, symptom, source from incident")
                .query((row, n) -> List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .single();
    }

    private int incidents() {
        return ingest.count("select count(*) from incident");
    }

    /** Delivers at the server what a sender of example.test sent, unless the mail says otherwise. */
    private void deliver(String mail) throws Exception {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ingest.clock.instant().atZone(ZoneOffset.UTC));
        var headers = (mail.contains("From:") ? "" : "From: Ana <ana@example.test>\n")
                + (mail.contains("Date:") ? "" : "Date: " + date + "\n");
        var message = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream((headers + mail).getBytes(StandardCharsets.UTF_8)));
        GreenMailUser user = server.getUserManager().getUser("reports");
        user.deliver(message);
    }
}
