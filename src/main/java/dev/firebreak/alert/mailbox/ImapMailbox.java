package dev.firebreak.alert.mailbox;

import dev.firebreak.alert.mailbox.MailboxSettings.Account;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** An open mailbox on an IMAP server. It marks, moves and deletes nothing: other readers see their mail as it was. */
final class ImapMailbox implements AutoCloseable {

    /** Larger mails are not read: their headers alone could fill the memory. */
    private static final int MOST_BYTES = 25 * 1024 * 1024;

    private final Store store;
    private final Folder folder;

    private ImapMailbox(Store store, Folder folder) {
        this.store = store;
        this.folder = folder;
    }

    static ImapMailbox open(Account account, String password, Duration timeout) throws MessagingException {
        var isImplicit = account.tls().equals("implicit");
        var protocol = isImplicit ? "imaps" : "imap";
        var millis = String.valueOf(timeout.toMillis());
        var settings = new Properties();
        Map.of(
                        "connectiontimeout",
                        millis,
                        "timeout",
                        millis,
                        "writetimeout",
                        millis,
                        "peek",
                        "true",
                        "ssl.checkserveridentity",
                        "true",
                        "starttls.enable",
                        String.valueOf(account.tls().equals("starttls")),
                        "starttls.required",
                        String.valueOf(account.tls().equals("starttls")))
                .forEach((name, value) -> settings.put("mail." + protocol + "." + name, value));
        settings.put("mail.mime.address.strict", "true");
        var store = Session.getInstance(settings).getStore(protocol);
        try {
            store.connect(account.host(), account.port() == 0 ? -1 : account.port(), account.user(), password);
            var folder = store.getFolder(account.folder());
            folder.open(Folder.READ_ONLY);
            return new ImapMailbox(store, folder);
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    long uidValidity() throws MessagingException {
        return uids().getUIDValidity();
    }

    /** The UID of the newest mail; 0 if there is none. */
    long newest() throws MessagingException {
        return folder.getMessageCount() == 0 ? 0 : uids().getUID(folder.getMessage(folder.getMessageCount()));
    }

    /** A mail and its UID; a large one without its content. */
    record Entry(long uid, Message message, boolean isTooLarge) {

        IncomingMail read(Instant now) throws MessagingException {
            return MailReader.read(uid, message, now);
        }
    }

    /** The mails after that UID, in the order of their UIDs. A server answers its newest one even if there is none. */
    List<Entry> after(long uid, int most) throws MessagingException {
        var messages = uids().getMessagesByUID(uid + 1, UIDFolder.LASTUID);
        var entries = new ArrayList<Entry>();
        var profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.SIZE);
        folder.fetch(messages, profile);
        for (var message : messages) {
            var its = message == null || message.isExpunged() ? -1 : uids().getUID(message);
            if (its > uid) {
                entries.add(new Entry(its, message, message.getSize() > MOST_BYTES));
            }
        }
        entries.sort((one, other) -> Long.compare(one.uid(), other.uid()));
        return entries.size() > most ? List.copyOf(entries.subList(0, most)) : entries;
    }

    private UIDFolder uids() {
        return (UIDFolder) folder;
    }

    @Override
    public void close() {
        try {
            folder.close(false);
            store.close();
        } catch (MessagingException | RuntimeException e) {
            // It is gone already.
        }
    }
}
