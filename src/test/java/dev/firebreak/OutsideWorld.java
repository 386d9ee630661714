package dev.firebreak;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.firebreak.comms.channel.slack.FakeSlackServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Fakes of external systems, on loopback: a mail server and Slack. */
public class OutsideWorld implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final GreenMail MAIL = new PromptMail();

    private static final FakeSlackServer SLACK = new FakeSlackServer();

    static {
        MAIL.start();
    }

    /** Sends each line of an answer at once. TCP would keep the second line back for 40 ms, for each mail. */
    private static final class PromptMail extends GreenMail {

        PromptMail() {
            super(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        }

        @Override
        protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
            return Map.of(ServerSetup.PROTOCOL_SMTP, new SmtpServer(setups[0], managers) {
                @Override
                protected void handleClientSocket(Socket client) throws SocketException {
                    client.setTcpNoDelay(true);
                    super.handleClientSocket(client);
                }
            });
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.mail.host=127.0.0.1",
                        "spring.mail.port=" + MAIL.getSmtp().getPort(),
                        "firebreak.comms.mail.from=firebreak@example.test",
                        "FIREBREAK_SECRET_SLACK_INCIDENTS=" + SLACK.webhook())
                .applyTo(context);
    }

    public static FakeSlackServer slack() {
        return SLACK;
    }

    /** Subjects of the mails to this address, oldest first. */
    public static List<String> subjectsTo(String address) {
        return mailsTo(address).map(OutsideWorld::subject).toList();
    }

    /** Texts of the mails to this address, oldest first. */
    public static List<String> textsTo(String address) {
        return mailsTo(address).map(OutsideWorld::text).toList();
    }

    private static Stream<MimeMessage> mailsTo(String address) {
        return Stream.of(MAIL.getReceivedMessages()).filter(mail -> wentTo(mail, address));
    }

    /** As if no mail was sent so far. */
    public static void forget() throws com.icegreen.greenmail.store.FolderException {
        forgetMail();
    }

    static void forgetMail() throws com.icegreen.greenmail.store.FolderException {
        MAIL.purgeEmailFromAllMailboxes();
    }

    private static boolean wentTo(MimeMessage mail, String address) {
        try {
            return Stream.of(mail.getAllRecipients())
                    .anyMatch(to -> to.toString().contains(address));
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString();
        } catch (MessagingException | IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
