package dev.firebreak.comms.room;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** Slack did not do what was asked. Of its answer only the error code is kept. */
class SlackProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Pattern CODE = Pattern.compile("[a-z_]+");
    private static final Set<String> NOT_ABOUT_WHAT_WAS_ASKED = Set.of(
            "access_denied",
            "account_inactive",
            "accesslimited",
            "channel_not_found",
            "enterprise_is_restricted",
            "fatal_error",
            "internal_error",
            "interrupted",
            "invalid_auth",
            "is_archived",
            "missing_scope",
            "no_permission",
            "not_allowed_token_type",
            "not_authed",
            "not_in_channel",
            "org_login_required",
            "ratelimited",
            "request_timeout",
            "service_unavailable",
            "team_added_to_org",
            "token_expired",
            "token_revoked");

    private final String code;
    private final transient Duration pause;

    /** @param pause how long Slack wants to be left alone; null if it does not say */
    SlackProblem(String method, String code, Duration pause) {
        super(method + ": " + code);
        this.code = code;
        this.pause = pause;
    }

    boolean is(String error) {
        return code.equals(error);
    }

    /** Whether Slack answered, and its answer is about what was asked, not about the time, the token or the channel. */
    boolean isRefusal() {
        return pause == null && CODE.matcher(code).matches() && !NOT_ABOUT_WHAT_WAS_ASKED.contains(code);
    }

    Duration pause() {
        return pause;
    }
}
