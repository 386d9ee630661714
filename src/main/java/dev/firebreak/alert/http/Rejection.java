package dev.firebreak.alert.http;

import org.springframework.http.HttpStatus;

/**
 * Why a delivery is not taken. Whatever may pass is 503, for Alertmanager drops on every 4xx (guarantees.md D18).
 *
 * @param closes whether the connection ends with it, since the rest of the body is not wanted
 */
record Rejection(HttpStatus status, String detail, boolean closes) {

    static Rejection later(String why) {
        return new Rejection(HttpStatus.SERVICE_UNAVAILABLE, why + "; nothing was kept, please send it again", false);
    }

    static Rejection tooSlow() {
        return new Rejection(HttpStatus.SERVICE_UNAVAILABLE, "the request took too long; please send it again", true);
    }

    static Rejection tooBig(long limit) {
        return new Rejection(
                HttpStatus.PAYLOAD_TOO_LARGE,
                "a delivery may have " + limit + " bytes (firebreak.alert.max-body); set max_alerts at the sender",
                true);
    }

    static Rejection unreadable(String why) {
        return new Rejection(HttpStatus.BAD_REQUEST, why, false);
    }

    static Rejection notJson(String why) {
        return new Rejection(HttpStatus.UNSUPPORTED_MEDIA_TYPE, why, false);
    }
}
