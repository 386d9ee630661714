package dev.firebreak.comms.channel.slack;

import dev.firebreak.web.client.BoundedHttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Slack's answer. Only the body {@code ok} means success, whatever the status is (guarantees.md G5). Of any other body
 * only the error code is kept, such as {@code channel_not_found}; the rest is never shown.
 */
record SlackResponse(int status, boolean isAccepted, String code, Optional<Duration> pause) {

    private static final Set<Integer> PERMANENT_STATUSES = Set.of(400, 403, 404, 410);
    private static final Set<String> PERMANENT_CODES = Set.of(
            "account_inactive",
            "action_prohibited",
            "channel_is_archived",
            "channel_not_found",
            "invalid_auth",
            "invalid_token",
            "is_archived",
            "no_active_hooks",
            "no_service",
            "no_team",
            "team_disabled",
            "token_revoked");
    private static final Pattern CODE =
            Pattern.compile("\\A\\s*([a-z_]{2,40})\\s*\\z|\"error\"\\s*:\\s*\"([a-z_]{2,40})\"");

    static SlackResponse of(BoundedHttpClient.Answer answer) {
        var isAccepted = answer.status() == 200 && answer.body().strip().equals("ok");
        return new SlackResponse(answer.status(), isAccepted, code(answer.body()), answer.pause());
    }

    /** Whether a retry won't help: the channel or the webhook is gone, or Slack rejects the format. */
    boolean isPermanent() {
        return PERMANENT_STATUSES.contains(status) || (status == 200 && PERMANENT_CODES.contains(code));
    }

    String text() {
        return "Slack answers " + status + " " + code;
    }

    private static String code(String body) {
        var found = CODE.matcher(body);
        if (!found.find()) {
            return "without a known error code";
        }
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
