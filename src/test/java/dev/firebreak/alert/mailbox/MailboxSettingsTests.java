package dev.firebreak.alert.mailbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.mailbox.MailboxSettings.Account;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxSettingsTests {

    @ParameterizedTest
    @CsvSource({
        ", implicit, secret://mail, @example.org, host is missing",
        "mail.example, plain, secret://mail, @example.org, 'tls is one of implicit, starttls, none'",
        "mail.example, none, in-the-open, @example.org, password must be a reference such as secret://reports-mailbox",
        "mail.example, none, secret://mail, everybody, 'senders are addresses, or domains such as @example.org'"
    })
    void anErrorNamesTheMailboxAndTheField(String host, String tls, String password, String sender, String error) {
        var account = new Account(host, 0, tls, "firebreak", password, "INBOX", List.of(sender), null);

        assertThatThrownBy(
                        () -> new MailboxSettings(Map.of("helpdesk", account), Duration.ofSeconds(30), Duration.ZERO))
                .hasMessage("firebreak.alert.mail.mailboxes.helpdesk." + error);
    }
}
