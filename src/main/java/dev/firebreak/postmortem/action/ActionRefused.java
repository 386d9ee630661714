package dev.firebreak.postmortem.action;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** What is asked of an action item does not fit its state: 409, with the reason. */
public class ActionRefused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** @param why a sentence */
    public ActionRefused(String why) {
        super(HttpStatus.CONFLICT);
        setTitle("Not possible now");
        setDetail(why);
    }
}
