package dev.firebreak.postmortem.change;

import java.io.IOException;

/** A kind of change that an action item can carry. Each method may be called again after a crash. */
interface CarriedChange {

    /** The type of the action items that carry it. */
    String kind();

    /**
     * Checks what was proposed without changing anything.
     *
     * @param found the file as it is now; null if there is none
     * @param said what people read before they approve
     */
    record Check(String found, String said) {}

    /**
     * What happened.
     *
     * @param said for everybody who sees the incident, so without secrets
     */
    record Outcome(boolean isDone, String written, String said) {}

    /** @throws dev.firebreak.web.FieldInvalid if it can't be done as proposed */
    Check check(ActionChange change) throws IOException;

    /**
     * Makes the change and verifies it; if it does not hold, everything is as before.
     *
     * @throws IOException if nobody knows how far it came, so it stays unfinished; or {@link NotWritten}
     */
    Outcome apply(ActionChange change) throws IOException;

    /**
     * Takes it back and verifies that; if it can't, everything stays in force.
     *
     * @throws IOException if nobody knows how far it came, so it stays unfinished; or {@link NotWritten}
     */
    Outcome undo(ActionChange change) throws IOException;

    /** A file was not replaced and is as before, because the new one would differ in more than its text. */
    final class NotWritten extends IOException {

        private static final long serialVersionUID = 1L;

        NotWritten(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
