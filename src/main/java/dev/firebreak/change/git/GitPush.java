package dev.firebreak.change.git;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;

/**
 * A push, as GitHub, Gitea and GitLab report it.
 *
 * @param repository its full name, such as {@code web/shop}
 * @param branch the branch, or empty if something else was pushed, such as a tag
 * @param isDefault whether it is the repository's default branch
 * @param before the commit of the branch until then, as it is sent
 * @param commit the newest commit
 * @param what the newest commit's first line
 * @param link to the newest commit, or null
 */
record GitPush(
        String repository,
        String branch,
        boolean isDefault,
        String before,
        String commit,
        String what,
        String who,
        String link) {

    private static final String BRANCH = "refs/heads/";
    private static final String DELETED = "0+";
    private static final int WHAT = 300;
    private static final int WHO = 120;
    private static final int LINK = 1_000;
    private static final int SHOWN = 8;

    /** Throws {@link FieldInvalid} if it is no push. */
    static GitPush of(JsonNode body) {
        var repository = first(body, "/repository/full_name", "/project/path_with_namespace");
        var ref = text(body, "/ref");
        if (repository.isEmpty() || ref.isEmpty()) {
            throw new FieldInvalid(repository.isEmpty() ? "repository" : "ref", "is missing: this is no push");
        }
        var branch = ref.startsWith(BRANCH) ? ref.substring(BRANCH.length()) : "";
        var main = first(body, "/repository/default_branch", "/project/default_branch");
        var commit = text(body, "/after");
        var newest = newest(body, commit);
        var link = text(newest, "/url");
        return new GitPush(
                repository,
                branch,
                !branch.isEmpty() && branch.equals(main) && !commit.matches(DELETED),
                text(body, "/before"),
                commit,
                what(branch, commit, newest, body.path("commits").size()),
                Text.shown(
                        first(
                                body,
                                "/pusher/full_name",
                                "/pusher/name",
                                "/user_name",
                                "/pusher/login",
                                "/sender/login"),
                        WHO),
                link.matches("https?://[!-~]+") && link.length() <= LINK ? link : null);
    }

    private static JsonNode newest(JsonNode body, String commit) {
        if (body.path("head_commit").isObject()) {
            return body.path("head_commit");
        }
        for (var one : body.path("commits")) {
            if (text(one, "/id").equals(commit)) {
                return one;
            }
        }
        return body.path("commits").path(0);
    }

    private static String what(String branch, String commit, JsonNode newest, int commits) {
        var message = text(newest, "/message").lines().findFirst().orElse("");
        var more = commits > 1 ? " (and " + (commits - 1) + " more)" : "";
        return Text.shown(branch + " is at " + commit.substring(0, Math.min(SHOWN, commit.length())), WHAT)
                + (message.isBlank() ? "" : ": " + Text.shown(message, WHAT / 2))
                + more;
    }

    private static String first(JsonNode body, String... pointers) {
        for (var pointer : pointers) {
            var found = text(body, pointer);
            if (!found.isBlank()) {
                return found;
            }
        }
        return "";
    }

    private static String text(JsonNode node, String pointer) {
        var found = node.at(pointer);
        return found.isTextual() ? found.asText() : "";
    }
}
