package dev.firebreak.drill;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A drill can't start or be aborted now: 409, with the reason. */
public class DrillRefused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    DrillRefused(String why) {
        super(HttpStatus.CONFLICT);
        setTitle("Not now");
        setDetail(why);
    }
}
