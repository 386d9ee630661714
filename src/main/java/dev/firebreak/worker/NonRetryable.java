package dev.firebreak.worker;

/** Trying again does not help until a person changes something: the task becomes a stuck step at once. */
public class NonRetryable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why what is wrong, and what to do about it */
    public NonRetryable(String why) {
        super(why);
    }

    public NonRetryable(String why, Throwable cause) {
        super(why, cause);
    }
}
