package dev.firebreak.comms.channel.mail;

import static dev.firebreak.comms.CommsFixture.RITA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.DeliveryResult.Delivered;
import dev.firebreak.comms.channel.DeliveryResult.Refused;
import dev.firebreak.comms.channel.NotificationKey;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.MailException;

/** Against real SMTP on loopback: GreenMail for what arrives, a played server for what goes wrong. */
class MailChannelTests {

    private final GreenMail green = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

    private final CommsFixture commsFixture = new CommsFixture();
    private final FakeSmtpServer played = new FakeSmtpServer();

    @BeforeEach
    void theServerComes() {
        green.start();
    }

    @AfterEach
    void theServersGo() {
        green.stop();
        played.close();
    }

    @Test
    void aPageArrivesWithItsMarks() throws Exception {
        var delivery = MailChannelFixture.mail(commsFixture, green.getSmtp().getPort())
                .deliver(page(RITA, "[PAGE P1] Pool exhausted", "Höchste Zeit\n.\nsecond line"));

        assertThat(delivery).isEqualTo(new Delivered("mail"));
        var mail = green.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("Rita Responder <rita@example.org>");
        assertThat(mail.getFrom()[0]).hasToString("Firebreak <firebreak@example.org>");
        assertThat(mail.getSubject()).isEqualTo("[PAGE P1] Pool exhausted");
        assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(mail.getContent().toString()).contains("Höchste Zeit").contains("\r\n.\r\nsecond line");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Firebreak-Incident")).containsExactly(commsFixture.incident.value());
        assertThat(mail.getHeader("Importance")).containsExactly("high");
        assertThat(mail.getHeader("References")).containsExactly("<" + commsFixture.incident + "@firebreak>");
        assertThat(mail.getHeader("In-Reply-To")).containsExactly("<" + commsFixture.incident + "@firebreak>");
        assertThat(mail.getMessageID()).isEqualTo("<" + commsFixture.incident + ".page-1.task-7.rita@firebreak>");
        assertThat(mail.getSentDate()).isEqualTo(java.util.Date.from(commsFixture.clock.instant()));
    }

    @Test
    void everyTryOfADeliveryHasTheSameMessageIdAndEveryPersonAnotherOne() {
        var mail = MailChannelFixture.mail(commsFixture, played.port());

        mail.deliver(page(RITA, "s", "t"));
        mail.deliver(page(RITA, "s", "t"));
        mail.deliver(page(new Contact("r.ita", "R", "r@example.org"), "s", "t"));
        mail.deliver(page(new Contact("r ita", "R", "r@example.org"), "s", "t"));

        var ids = played.taken.stream()
                .map(taken -> header(taken.raw(), "Message-ID"))
                .toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(ids.subList(1, 4))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("Message-ID: <[A-Za-z0-9.-]+@firebreak>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: a@b",
                "x\nBcc: a@b",
                "x\rBcc: a@b",
                "x\u2028Bcc: a@b",
                "x\u0085Bcc: a@b",
                "x\u0000\r\n\r\nbody",
                "=?UTF-8?Q?x=0D=0ABcc:_a@b?=",
                "x\r\n.\r\nMAIL FROM:<evil@example.org>"
            })
    @Tag("E6")
    void noTextBecomesAHeader(String hostile) {
        var mail = MailChannelFixture.mail(commsFixture, played.port());

        mail.deliver(page(new Contact("rita", hostile, "rita@example.org"), hostile, hostile));

        assertThat(played.taken).hasSize(1);
        assertThat(played.taken.get(0).recipients()).containsExactly("rita@example.org");
        var head = played.taken.get(0).raw().split("\r\n\r\n", 2)[0];
        assertThat(head.lines().filter(line -> !line.startsWith(" ") && !line.startsWith("\t")))
                .allMatch(line -> line.matches("(Date|From|To|Message-ID|In-Reply-To|References|Subject|MIME-Version"
                        + "|Content-Type|Content-Transfer-Encoding|Auto-Submitted|X-Auto-Response-Suppress|X-Priority"
                        + "|Importance|X-Firebreak-Incident): .*"));
        assertThat(head).doesNotContain("=?UTF-8?Q?x=0D").doesNotContainIgnoringCase("\nBcc:");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "rita",
                "rita@example.org, eve@example.org",
                "rita@example.org>\r\nRCPT TO:<eve@example.org",
                "Rita <rita@example.org>",
                "\"rita\"@example.org",
                "@relay:rita@example.org",
                "rita@[127.0.0.1]",
                "a:rita@example.org;"
            })
    @Tag("E6")
    void anAddressThatIsNotOneIsRefusedBeforeAnyServerSeesIt(String address) {
        var delivery = MailChannelFixture.mail(commsFixture, played.port())
                .deliver(page(new Contact("rita", "Rita", address), "s", "t"));

        assertThat(delivery).isInstanceOf(Refused.class);
        assertThat(played.taken).isEmpty();
    }

    @Test
    @Tag("D13")
    void bidiTricksInASubjectAreShownAsMarks() throws Exception {
        MailChannelFixture.mail(commsFixture, green.getSmtp().getPort())
                .deliver(page(RITA, "pool \u202Egnp.exe \u200Bfire 🔥", "t"));

        assertThat(green.getReceivedMessages()[0].getSubject()).isEqualTo("pool \uFFFDgnp.exe \uFFFDfire 🔥");
    }

    @Test
    @Tag("G2")
    void whenTheConnectionDiesAfterDataItIsSentAgainWithTheSameMessageId() {
        var mail = MailChannelFixture.mail(commsFixture, played.port());
        played.diesAfterData();
        assertThatThrownBy(() -> mail.deliver(page(RITA, "s", "t"))).isInstanceOf(MailException.class);

        played.forgives();
        var delivery = mail.deliver(page(RITA, "s", "t"));

        assertThat(delivery).isInstanceOf(Delivered.class);
        assertThat(played.taken).hasSize(2);
        assertThat(played.taken.stream()
                        .map(taken -> header(taken.raw(), "Message-ID"))
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA", "."})
    @Tag("G3")
    void aFourHundredIsTriedAgain(String command) {
        played.answers(command, "451 greylisted");

        assertThatThrownBy(() ->
                        MailChannelFixture.mail(commsFixture, played.port()).deliver(page(RITA, "s", "t")))
                .isInstanceOf(MailException.class);
        assertThat(commsFixture.refused().why(RITA.mail())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA", "."})
    @Tag("G3")
    void aFiveHundredMarksTheAddressUntilMailIsTakenAgain(String command) {
        var mail = MailChannelFixture.mail(commsFixture, played.port());
        played.answers(command, "550 5.1.1 no such user");

        assertThat(mail.deliver(page(RITA, "s", "t"))).isInstanceOf(Refused.class);
        assertThat(commsFixture.refused().why("RITA@example.org"))
                .get()
                .asString()
                .contains("no such user");

        played.forgives();
        assertThat(mail.deliver(page(RITA, "s", "t"))).isInstanceOf(Delivered.class);
        assertThat(commsFixture.refused().why(RITA.mail())).isEmpty();
    }

    @Test
    void aServerThatRefusesUsAsSenderIsOursToMendNotTheAddresss() {
        played.answers("MAIL", "550 who are you");

        assertThatThrownBy(() ->
                        MailChannelFixture.mail(commsFixture, played.port()).deliver(page(RITA, "s", "t")))
                .isInstanceOf(MailException.class);
        assertThat(commsFixture.refused().why(RITA.mail())).isEmpty();
    }

    @Test
    @Tag("G6")
    void noServerMayHoldAPageForLong() {
        var sender = MailChannelFixture.sender(played.port());
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "1234");

        MailChannelFixture.mail(commsFixture, sender);

        assertThat(sender.getJavaMailProperties())
                .containsEntry("mail.smtp.connectiontimeout", "3000")
                .containsEntry("mail.smtp.timeout", "1234")
                .containsEntry("mail.smtp.writetimeout", "10000")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true");
    }

    @Test
    void withoutAServerItSaysWhatToSet() {
        assertThat(MailChannelFixture.mail(commsFixture, (org.springframework.mail.javamail.JavaMailSender) null)
                        .missing())
                .get()
                .asString()
                .contains("spring.mail.host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "a@b, c@d", "x\r\nBcc: a@b"})
    void aBadSenderIsRefusedAtStartByItsKey(String from) {
        assertThatThrownBy(() -> new MailSettings(from)).hasMessageContaining("firebreak.comms.mail.from");
    }

    private Announcement page(Contact to, String subject, String text) {
        return new Announcement(new NotificationKey(commsFixture.incident, "page-1.task-7", true), to, subject, text);
    }

    private static String header(String raw, String name) {
        return Arrays.stream(raw.split("\r\n"))
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow();
    }
}
