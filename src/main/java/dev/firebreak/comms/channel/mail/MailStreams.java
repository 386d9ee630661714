package dev.firebreak.comms.channel.mail;

/**
 * Names the library's stream provider. Without the name Jakarta Mail looks through all jars of the class path for it, with
 * each message and several times.
 */
final class MailStreams {

    private static final String PROPERTY = "jakarta.mail.util.StreamProvider";
    private static final String PROVIDER = "org.eclipse.angus.mail.util.MailStreamProvider";

    private MailStreams() {}

    /** A provider that an operator has named stays. */
    static void name() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, PROVIDER);
        }
    }
}
