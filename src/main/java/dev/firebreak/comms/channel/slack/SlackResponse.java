package dev.firebreak.comms.channel.slack;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Slack answered. Only the word {@code ok} means yes, whatever the status says (guarantees.md G5). Of the rest one plain
 * word is kept, such as {@code channel_not_found}: nothing else of an answer is ever shown.
 */
record SlackResponse(int status, boolean isTaken, String word, Optional<Duration> pause) {

    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 410);
    private static final Set<String> GONE = Set.of(
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
    private static final Pattern WORD =
            Pattern.compile("\\A\\s*([a-z_]{2,40})\\s*\\z|\"error\"\\s*:\\s*\"([a-z_]{2,40})\"");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final long LONGEST_PAUSE = Duration.ofHours(1).toSeconds();

    static SlackResponse of(HttpResponse<String> answer) {
        var isTaken = answer.statusCode() == 200 && answer.body().strip().equals("ok");
        var pause = answer.headers()
                .firstValue("Retry-After")
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_PAUSE)));
        return new SlackResponse(answer.statusCode(), isTaken, word(answer.body()), pause);
    }

    /** Trying again won't help: the channel or the webhook is gone, or Slack can't read what we write. */
    boolean isForGood() {
        return REFUSALS.contains(status) || (status == 200 && GONE.contains(word));
    }

    String words() {
        return "Slack answers " + status + " " + word;
    }

    private static String word(String body) {
        var found = WORD.matcher(body);
        if (!found.find()) {
            return "and nothing that it is known to say";
        }
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
