package dev.firebreak.comms.channel.mail;

import java.util.Map;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** How long a mail server may take; without these a silent server holds a page for ever (guarantees.md G6, G7). */
final class MailTimeouts {

    private static final Map<String, String> DEFAULTS = Map.of(
            "connectiontimeout", "3000",
            "timeout", "10000",
            "writetimeout", "10000",
            "quitwait", "false",
            "ssl.checkserveridentity", "true");

    private MailTimeouts() {}

    /** What {@code spring.mail.properties} says wins. */
    static void putOn(JavaMailSender sender) {
        if (sender instanceof JavaMailSenderImpl smtp) {
            var protocol = smtp.getProtocol() == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : smtp.getProtocol();
            DEFAULTS.forEach(
                    (key, value) -> smtp.getJavaMailProperties().putIfAbsent("mail." + protocol + "." + key, value));
        }
    }
}
