package dev.firebreak.lifecycle;

/** Trying again does not help until a person changes something: the task becomes a stuck step at once. */
public class WorkImpossible extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why what is wrong, and what to do about it */
    public WorkImpossible(String why) {
        super(why);
    }

    public WorkImpossible(String why, Throwable cause) {
        super(why, cause);
    }
}
