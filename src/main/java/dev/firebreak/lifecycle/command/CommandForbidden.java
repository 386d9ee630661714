package dev.firebreak.lifecycle.command;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The person lacks the role for this command. */
public class CommandForbidden extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** @param why who may give it, as a sentence */
    CommandForbidden(String why) {
        super(HttpStatus.FORBIDDEN);
        setTitle("Not allowed");
        setDetail(why);
    }
}
