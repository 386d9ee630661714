package dev.firebreak.comms.mail;

import dev.firebreak.comms.Channel;
import dev.firebreak.comms.Office;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The mail channel without Spring. */
public final class Mailroom {

    private Mailroom() {}

    public static Channel mail(Office office, int port) {
        return mail(office, sender(port));
    }

    static JavaMailSenderImpl sender(int port) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return sender;
    }

    static Channel mail(Office office, JavaMailSender sender) {
        var beans = new StaticListableBeanFactory();
        if (sender != null) {
            beans.addBean("sender", sender);
        }
        return new MailChannel(
                beans.getBeanProvider(JavaMailSender.class),
                new MailSettings("Firebreak <firebreak@example.org>"),
                office.refused(),
                office.clock);
    }
}
