package dev.firebreak.postmortem.action;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such action item: 404. */
public class ActionUnknown extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** @param id of no item, or of one that is hidden */
    public ActionUnknown(long id) {
        super(HttpStatus.NOT_FOUND);
        setTitle("No action item");
        setDetail("There is no action item " + id);
    }
}
