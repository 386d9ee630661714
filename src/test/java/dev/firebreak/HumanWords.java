package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** What people read has no words of machines: durations and times in ISO 8601, names of constants, gaps of templates. */
final class HumanWords {

    private static final List<Pattern> MACHINE = List.of(
            Pattern.compile("\\bP(T\\d|\\d+[DWMY])"),
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d"),
            Pattern.compile("\\bunstated\\b"),
            Pattern.compile("\\b[A-Z]{3,}_[A-Z_]+\\b"),
            Pattern.compile("\\b(INVESTIGATING|IDENTIFIED|MONITORING|RESOLVED|CANCELLED|MERGED|UNKNOWN_OUTCOME)\\b"),
            Pattern.compile("\\{\\{|\\}\\}"),
            Pattern.compile("\\bnull\\b"));

    private HumanWords() {}

    /** @param where what is read, for the message */
    static void areIn(String text, String where) {
        for (var words : MACHINE) {
            assertThat(words.matcher(text).results().map(found -> around(text, found.start())))
                    .as("%s: %s", where, words)
                    .isEmpty();
        }
    }

    /** The text of a page as a person sees it. Plans and command output in {@code pre} and {@code code} are exempt. */
    static String ofPage(String html) {
        return html.replaceAll("(?s)<head>.*?</head>|<pre.*?</pre>|<code>.*?</code>|<title>.*?</title>", " ")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ");
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 40));
    }
}
