package dev.firebreak.alert.http.response;

import org.springframework.http.HttpStatus;

/**
 * Why a payload is rejected. Every transient cause is a 503, because Alertmanager drops its alerts on any 4xx
 * (guarantees.md D18).
 *
 * @param closes whether the answer ends the connection, because the rest of the body is not read
 */
public record Rejection(HttpStatus status, String detail, boolean closes) {

    public static Rejection later(String why) {
        return new Rejection(HttpStatus.SERVICE_UNAVAILABLE, why + "; nothing was stored, please retry", false);
    }

    public static Rejection tooSlow() {
        return new Rejection(HttpStatus.SERVICE_UNAVAILABLE, "the request took too long; please retry", true);
    }

    public static Rejection tooBig(String limit) {
        return new Rejection(HttpStatus.PAYLOAD_TOO_LARGE, limit, true);
    }

    public static Rejection unreadable(String why) {
        return new Rejection(HttpStatus.BAD_REQUEST, why, false);
    }

    public static Rejection notJson(String why) {
        return new Rejection(HttpStatus.UNSUPPORTED_MEDIA_TYPE, why, false);
    }

    /** The body shows no token of a source. */
    public static Rejection unknownSender() {
        return new Rejection(
                HttpStatus.BAD_REQUEST,
                "field \"routing_key\": is not the token of an alert source of Firebreak",
                false);
    }
}
