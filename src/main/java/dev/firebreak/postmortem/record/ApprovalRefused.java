package dev.firebreak.postmortem.record;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A post-mortem can't be approved, or not by this person: 409, with the reason. */
public class ApprovalRefused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** @param why a sentence */
    public ApprovalRefused(String why) {
        super(HttpStatus.CONFLICT);
        setTitle("Not approved");
        setDetail(why);
    }
}
