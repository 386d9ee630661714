package dev.firebreak.access;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Marks a request in which a logged-in person gave a wrong password, so that the throttle counts it. */
public final class WrongOldPassword {

    public static final String ATTRIBUTE = WrongOldPassword.class.getName();

    private WrongOldPassword() {}

    /** No-op outside of a request. */
    public static void mark() {
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(ATTRIBUTE, true, RequestAttributes.SCOPE_REQUEST);
        }
    }
}
