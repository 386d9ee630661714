package dev.firebreak.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A field or parameter of a request is invalid: 400, with the field's name. */
public class FieldInvalid extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** @param why such as {@code must be one of P1, P2} */
    public FieldInvalid(String field, String why) {
        super(HttpStatus.BAD_REQUEST);
        setTitle("Invalid request");
        setDetail(field + ": " + why);
        getBody().setProperty("field", field);
    }
}
