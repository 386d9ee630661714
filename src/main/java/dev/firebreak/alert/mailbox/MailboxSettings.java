package dev.firebreak.alert.mailbox;

import dev.firebreak.access.AlertSource;
import dev.firebreak.catalog.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which mailboxes are asked.
 *
 * @param mailboxes by the name of the source that their reports come from
 * @param every between two looks
 * @param timeout how long a server may be silent
 */
@ConfigurationProperties("firebreak.alert.mail")
public record MailboxSettings(
        @DefaultValue Map<String, Account> mailboxes,
        @DefaultValue("30s") Duration every,
        @DefaultValue("20s") Duration timeout) {

    public MailboxSettings {
        mailboxes.forEach((name, account) -> account.requireValid(name));
        for (var name : mailboxes.keySet()) {
            if (AlertSource.isReserved(name)) {
                throw new IllegalArgumentException("firebreak.alert.mail.mailboxes." + name
                        + ": this name is reserved for alerts that Firebreak raises itself");
            }
        }
    }

    /**
     * One mailbox.
     *
     * @param host of the IMAP server
     * @param port the usual one of {@code tls} if 0
     * @param tls {@code implicit} (the connection begins with TLS), {@code starttls}, or {@code none}
     * @param password a reference such as {@code secret://reports-mailbox}
     * @param senders who may report: an address, or a domain such as {@code @example.org}
     * @param service the service of reports that name none, or null
     */
    public record Account(
            String host,
            @DefaultValue("0") int port,
            @DefaultValue("implicit") String tls,
            String user,
            String password,
            @DefaultValue("INBOX") String folder,
            @DefaultValue List<String> senders,
            String service) {

        public Account {
            senders = senders.stream()
                    .map(sender -> sender.strip().toLowerCase(Locale.ROOT))
                    .toList();
        }

        private void requireValid(String name) {
            require(host != null && !host.isBlank(), name, "host is missing");
            require(user != null && !user.isBlank(), name, "user is missing");
            require(
                    password != null && Secrets.isReference(password),
                    name,
                    "password must be a reference such as secret://reports-mailbox");
            require(
                    Set.of("implicit", "starttls", "none").contains(tls),
                    name,
                    "tls is one of implicit, starttls, none");
            require(!senders.isEmpty(), name, "senders is empty, so no mail would count");
            require(
                    senders.stream().allMatch(sender -> sender.matches("[^\\s@]*@[^\\s@]+")),
                    name,
                    "senders are addresses, or domains such as @example.org");
        }

        private static void require(boolean holds, String name, String why) {
            if (!holds) {
                throw new IllegalArgumentException("firebreak.alert.mail.mailboxes." + name + "." + why);
            }
        }

        boolean allows(String sender) {
            var address = sender.toLowerCase(Locale.ROOT);
            return senders.stream()
                    .anyMatch(allowed -> allowed.startsWith("@") ? address.endsWith(allowed) : address.equals(allowed));
        }
    }
}
