package dev.firebreak.runbook.step.forensics;

import dev.firebreak.text.Hash;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that a person has to judge. It is named, never touched: a deleted program may be an update, and a key that
 * nobody knows may be a colleague's.
 *
 * @param kind what it is: "process", "key", "session", "file"
 * @param what which one, exactly
 * @param why what is strange about it
 */
record Indicator(String kind, String what, String why) {

    private static final int LONGEST = 200;

    /** Folders that everybody can write to; no package installs programs there. */
    private static final Pattern TEMPORARY = Pattern.compile("(/tmp|/var/tmp|/dev/shm|/run/user|/run/lock)/.*");

    /** Programs that carry a shell over a network, by their whole name: "nc" is in half the names of a host. */
    private static final Set<String> CARRIERS =
            Set.of("nc", "ncat", "netcat", "nc.openbsd", "nc.traditional", "socat", "cryptcat");

    private static final Pattern EXECUTABLE = Pattern.compile("/proc/(\\d+)/exe (.+)");
    private static final String DELETED = " (deleted)";

    /** What {@code find} printed before the content of each file. */
    private static final Pattern KEY_FILE = Pattern.compile("== (/.+)");

    private static final Pattern KEY = Pattern.compile(
            "(?:.*\\s)?((?:ssh|ecdsa|sk-ssh|sk-ecdsa)[a-z0-9@.-]*) ([A-Za-z0-9+/]{40,}={0,2})(?:\\s+(.*))?");

    /** {@code dpkg --verify}: what differs, {@code c} for a configuration file, and the path. */
    private static final Pattern VERIFIED = Pattern.compile("(\\S{9}|missing) {1,5}(c )?\\s*(/.+)");

    private static final Pattern PROGRAM_CHANGED = Pattern.compile("[AC] ((?:/usr)?/(?:s?bin|lib|lib64|libexec)/.+)");

    Indicator {
        what = Text.shown(what, LONGEST);
        why = Text.shown(why, LONGEST);
    }

    /** As an item of a Markdown list. */
    String item() {
        return "- **" + kind + "** " + Markdown.line(what) + ": " + Markdown.line(why) + "\n";
    }

    /** Of the links {@code /proc/…/exe} and what they point to. */
    static List<Indicator> programs(String links) {
        var found = new ArrayList<Indicator>();
        links.lines()
                .map(EXECUTABLE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .forEach(link -> {
                    var program = link.group(2);
                    var file = program.endsWith(DELETED)
                            ? program.substring(0, program.length() - DELETED.length())
                            : program;
                    var what = link.group(1) + ", " + file;
                    if (TEMPORARY.matcher(file).matches()) {
                        found.add(new Indicator("process", what, "its program lies in a folder for temporary files"));
                    } else if (CARRIERS.contains(file.substring(file.lastIndexOf('/') + 1))) {
                        found.add(new Indicator("process", what, "it carries data over a network"));
                    } else if (program.endsWith(DELETED)) {
                        found.add(new Indicator("process", what, "its program was deleted, or replaced by an update"));
                    }
                });
        return found;
    }

    /** Every key that may log in, by its fingerprint as {@code ssh-keygen -l} shows it. */
    static List<Indicator> keys(String files) {
        var found = new ArrayList<Indicator>();
        var file = "";
        for (var line : files.lines().toList()) {
            var begins = KEY_FILE.matcher(line);
            var key = KEY.matcher(line.strip());
            if (begins.matches()) {
                file = begins.group(1);
            } else if (!line.startsWith("#") && key.matches()) {
                var comment = key.group(3) == null ? "without a name" : "named \"" + key.group(3) + "\"";
                found.add(new Indicator(
                        "key",
                        fingerprint(key.group(2)) + ", " + comment,
                        "it may log in by " + file + ": is it known?"));
            }
        }
        return found;
    }

    private static String fingerprint(String base64) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (IllegalArgumentException e) {
            return "unreadable key (SHA-256 of its text " + Hash.sha256(base64) + ")";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static List<Indicator> sessions(List<TcpSession> open) {
        return open.stream()
                .map(session -> new Indicator("session", session.toString(), "its other side is no management address"))
                .toList();
    }

    /** Files of packages that differ; configuration files do so on every host. */
    static List<Indicator> packages(String verified) {
        var found = new ArrayList<Indicator>();
        verified.lines()
                .map(VERIFIED::matcher)
                .filter(java.util.regex.Matcher::matches)
                .forEach(line -> {
                    if (line.group(2) == null) {
                        var gone = line.group(1).equals("missing");
                        found.add(new Indicator(
                                "file",
                                line.group(3),
                                gone ? "it is missing from its package" : "it differs from its package"));
                    }
                });
        return found;
    }

    /** Programs and libraries of a container that its image does not have like this. */
    static List<Indicator> changes(List<String> changes) {
        return changes.stream()
                .map(PROGRAM_CHANGED::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(change -> new Indicator("file", change.group(1), "it differs from the image"))
                .toList();
    }
}
