package dev.firebreak.worker;

/** A retry can't help until a person changes something: the task becomes a stuck step at once. */
public class NonRetryable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why what is wrong and how to correct it */
    public NonRetryable(String why) {
        super(why);
    }

    public NonRetryable(String why, Throwable cause) {
        super(why, cause);
    }
}
