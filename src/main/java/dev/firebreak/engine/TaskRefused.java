package dev.firebreak.engine;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponseException;

/** A task can't be completed by this person or with these values. It is still open. */
public class TaskRefused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** @param why for the person */
    public TaskRefused(int status, String why, Throwable cause) {
        super(HttpStatusCode.valueOf(status), cause);
        setTitle("Not possible");
        setDetail(why);
    }
}
