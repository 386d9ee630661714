/** Reports by mail: mailboxes are asked by IMAP, and a mail from an allowed sender becomes an alert. */
@NamedInterface("mailbox")
package dev.firebreak.alert.mailbox;

import org.springframework.modulith.NamedInterface;
