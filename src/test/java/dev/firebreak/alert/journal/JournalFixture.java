package dev.firebreak.alert.journal;

/** Shows tests of other packages what the journal stores. */
public final class JournalFixture {

    private JournalFixture() {}

    /** The body as it was sent. */
    public static byte[] body(AlertPayload stored) {
        return Gzip.unpacked(stored.body());
    }
}
