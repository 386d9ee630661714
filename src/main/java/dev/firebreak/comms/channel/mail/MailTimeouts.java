package dev.firebreak.comms.channel.mail;

import java.util.Map;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Time limits for the mail server, because without them a silent server blocks a page forever (guarantees.md G6, G7).
 */
final class MailTimeouts {

    private static final Map<String, String> DEFAULTS = Map.of(
            "connectiontimeout", "3000",
            "timeout", "10000",
            "writetimeout", "10000",
            "quitwait", "false",
            "ssl.checkserveridentity", "true");

    private MailTimeouts() {}

    /** Sets the limits that {@code spring.mail.properties} does not set. */
    static void putOn(JavaMailSender sender) {
        if (sender instanceof JavaMailSenderImpl smtp) {
            var protocol = smtp.getProtocol() == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : smtp.getProtocol();
            DEFAULTS.forEach(
                    (key, value) -> smtp.getJavaMailProperties().putIfAbsent("mail." + protocol + "." + key, value));
        }
    }
}
