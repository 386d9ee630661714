package dev.firebreak.comms.message;

import dev.firebreak.worker.NonRetryable;

/** A template names a missing fact (guarantees.md A097), so the message is not sent. */
public class PlaceholderUnresolved extends NonRetryable {

    private static final long serialVersionUID = 1L;

    PlaceholderUnresolved(String template, String why) {
        super("message " + template + " not written: " + why);
    }
}
