package dev.firebreak.alert;

/** Not now: nothing of this request was kept, and the sender should try again. */
public class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String why) {
        super(why);
    }

    public Unavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
