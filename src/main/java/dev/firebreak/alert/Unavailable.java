package dev.firebreak.alert;

/** Intake can't take this payload now: nothing of it is stored, and the sender should retry. */
public class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String why) {
        super(why);
    }

    public Unavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
