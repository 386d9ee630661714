package dev.firebreak.comms.message;

import dev.firebreak.worker.NonRetryable;

/** A template names something that nobody knows (guarantees.md A097): refused, rather than sent with a hole. */
class PlaceholderUnresolved extends NonRetryable {

    private static final long serialVersionUID = 1L;

    PlaceholderUnresolved(String template, Exception cause) {
        super("message " + template + " not written: " + cause.getMessage(), cause);
    }
}
