package dev.firebreak.alert.http;

import org.springframework.http.HttpStatus;

/**
 * Why a payload is rejected. Every transient cause is a 503, because Alertmanager drops its alerts on any 4xx
 * (guarantees.md D18).
 *
 * @param closes whether the answer ends the connection, because the rest of the body is not read
 */
record Rejection(HttpStatus status, String detail, boolean closes) {

    static Rejection later(String why) {
        return new Rejection(HttpStatus.SERVICE_UNAVAILABLE, why + "; nothing was stored, please retry", false);
    }

    static Rejection tooSlow() {
        return new Rejection(HttpStatus.SERVICE_UNAVAILABLE, "the request took too long; please retry", true);
    }

    static Rejection tooBig(long limit) {
        return new Rejection(
                HttpStatus.PAYLOAD_TOO_LARGE,
                "a payload may have " + limit + " bytes (firebreak.alert.max-body); set max_alerts at the sender",
                true);
    }

    static Rejection unreadable(String why) {
        return new Rejection(HttpStatus.BAD_REQUEST, why, false);
    }

    static Rejection notJson(String why) {
        return new Rejection(HttpStatus.UNSUPPORTED_MEDIA_TYPE, why, false);
    }
}
