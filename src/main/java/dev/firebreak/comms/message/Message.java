package dev.firebreak.comms.message;

/**
 * The content of a message.
 *
 * @param subject one line
 * @param text plain text
 * @param link where the recipient acknowledges, for channels that have a button or little room; null if there is
 *     nothing to acknowledge
 */
public record Message(String subject, String text, String link) {

    public Message(String subject, String text) {
        this(subject, text, null);
    }

    /** The same message with the link. */
    public Message with(String acknowledge) {
        return new Message(subject, text, acknowledge);
    }
}
