package dev.firebreak.runbook.step.check;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Causes that programs name in their logs, in words that most of them share, and what to do about each. */
enum LogSign {
    PORT_TAKEN(
            "address already in use|port is already allocated|EADDRINUSE",
            "its port is taken",
            "Find the program that has the port, or give the service another one.",
            false),
    NO_RIGHTS(
            "permission denied|EACCES|operation not permitted|read-only file system",
            "it lacks rights on a file or a port",
            "Compare owner and mode of its files and folders with those from when it worked.",
            false),
    NO_ROOM(
            "no space left on device|ENOSPC|disk quota exceeded|disk is full",
            "its disk is full",
            "Make room first: a restart does not.",
            false),
    NO_MEMORY(
            "out of memory|OutOfMemoryError|cannot allocate memory|ENOMEM|oom-kill",
            "it has no memory left",
            "A restart helps for a while; look for the leak, or raise the limit.",
            false),
    BAD_CONFIGURATION(
            "syntax error|parse error|invalid config|invalid configuration|unknown directive|unknown option"
                    + "|no such file or directory|missing required",
            "its configuration is wrong or incomplete",
            "Compare its configuration with the last good one; a restart does not mend it.",
            false),
    NO_NAME(
            "no such host|name or service not known|UnknownHostException|ENOTFOUND|EAI_AGAIN"
                    + "|temporary failure in name resolution",
            "it can't resolve a name",
            "Look at the name server of the host and at the name.",
            true),
    NOT_CONNECTED(
            "connection refused|ECONNREFUSED|no route to host|network is unreachable|connection reset",
            "something that it needs accepts no connection",
            "Look at what it depends on first: a restart of this service does not help.",
            true),
    TOO_SLOW(
            "timed? ?out|deadline exceeded|ETIMEDOUT",
            "it times out waiting for something it needs",
            "Look at what it depends on, and at the network between them.",
            true),
    CERTIFICATE(
            "x509|certificate (has )?expired|certificate verify failed|PKIX path|SSLHandshakeException",
            "a certificate is not accepted",
            "Look whose certificate ended or changed.",
            true),
    CREDENTIALS(
            "\\b401\\b|\\b403\\b|unauthorized|forbidden|authentication failed|access denied|invalid (token|password)"
                    + "|password authentication failed",
            "its credentials are refused",
            "Compare the credentials with those of the other side; trying them again can lock the account.",
            true),
    RATE_LIMIT(
            "\\b429\\b|rate.?limit|too many requests|quota exceeded",
            "the other side limits its requests",
            "Ask less often, or for a higher limit.",
            true);

    private final Pattern pattern;
    private final String words;
    private final String advice;
    private final boolean ofIntegration;

    /** @param ofIntegration whether the cause is outside the service: in what it calls, or on the way there */
    LogSign(String pattern, String words, String advice, boolean ofIntegration) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        this.words = words;
        this.advice = advice;
        this.ofIntegration = ofIntegration;
    }

    /** The signs in the last lines of a log: what most lines name comes first. */
    static List<LogSign> in(String log) {
        var lines = log.lines().toList();
        return Arrays.stream(values())
                .filter(sign -> sign.count(lines) > 0)
                .sorted((one, other) -> Long.compare(other.count(lines), one.count(lines)))
                .toList();
    }

    private long count(List<String> lines) {
        return lines.stream().filter(line -> pattern.matcher(line).find()).count();
    }

    /** As the end of a sentence that begins with "its log says that". */
    String words() {
        return words;
    }

    String advice() {
        return advice;
    }

    /** Whether the cause is outside the service: in what it calls, or on the way there. */
    boolean isOfIntegration() {
        return ofIntegration;
    }
}
