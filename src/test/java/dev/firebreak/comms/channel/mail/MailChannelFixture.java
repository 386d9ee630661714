package dev.firebreak.comms.channel.mail;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.PlainMails;
import java.time.Clock;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The mail channel without Spring. */
public final class MailChannelFixture {

    private MailChannelFixture() {}

    public static Channel mail(CommsFixture comms, int port) {
        return mail(comms, sender(port));
    }

    /** Mails to people outside. */
    public static PlainMails plain(int port, Clock clock) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("sender", sender(port));
        return new SmtpMails(
                beans.getBeanProvider(JavaMailSender.class),
                new MailSettings("Firebreak <firebreak@example.org>"),
                clock);
    }

    public static JavaMailSenderImpl sender(int port) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return sender;
    }

    public static Channel mail(CommsFixture comms, JavaMailSender sender) {
        var beans = new StaticListableBeanFactory();
        if (sender != null) {
            beans.addBean("sender", sender);
        }
        return new MailChannel(
                beans.getBeanProvider(JavaMailSender.class),
                new MailSettings("Firebreak <firebreak@example.org>"),
                comms.refused(),
                comms.clock);
    }
}
