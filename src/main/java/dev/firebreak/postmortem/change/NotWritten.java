package dev.firebreak.postmortem.change;

import java.io.IOException;

/** A file was not replaced and is as before, because the new one would differ in more than its text. */
final class NotWritten extends IOException {

    private static final long serialVersionUID = 1L;

    NotWritten(String why, Throwable cause) {
        super(why, cause);
    }
}
