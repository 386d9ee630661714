package dev.firebreak.alert;

import org.springframework.http.HttpStatus;

/**
 * Why a delivery is not taken. Whatever may pass is 503, for Alertmanager drops on every 4xx (faults.md D18).
 *
 * @param closes whether the connection ends with it, since the rest of the body is not wanted
 */
record Refused(HttpStatus status, String detail, boolean closes) {

    static Refused later(String why) {
        return new Refused(HttpStatus.SERVICE_UNAVAILABLE, why + "; nothing was kept, please send it again", false);
    }

    static Refused tooSlow() {
        return new Refused(HttpStatus.SERVICE_UNAVAILABLE, "the request took too long; please send it again", true);
    }

    static Refused tooBig(long limit) {
        return new Refused(
                HttpStatus.PAYLOAD_TOO_LARGE,
                "a delivery may have " + limit + " bytes (firebreak.alert.max-body); set max_alerts at the sender",
                true);
    }

    static Refused unreadable(String why) {
        return new Refused(HttpStatus.BAD_REQUEST, why, false);
    }

    static Refused notJson(String why) {
        return new Refused(HttpStatus.UNSUPPORTED_MEDIA_TYPE, why, false);
    }
}
