package dev.firebreak.alert;

/** Not now: nothing of this request was kept, and the sender should try again. */
class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unavailable(String why) {
        super(why);
    }

    Unavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
