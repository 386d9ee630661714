package dev.firebreak.comms.message;

/**
 * For whom a message is written. Internal messages name people, findings and links; customers never get one of them.
 */
public enum Readers {
    INTERNAL("templates/mail/"),
    CUSTOMERS("templates/mail/customers/");

    private final String folder;

    Readers(String folder) {
        this.folder = folder;
    }

    /** The file of a template on the class path. */
    String file(String template) {
        return folder + template + ".txt";
    }
}
