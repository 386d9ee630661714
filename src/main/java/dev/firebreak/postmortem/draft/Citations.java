package dev.firebreak.postmortem.draft;

import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.text.Markdown;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows for every sentence where it comes from: a sentence that cites an entry of the incident's timeline, as
 * {@code [entry 17]}, links to it; every other sentence is marked as written by a person. A citation of an entry that the
 * incident does not have counts as none.
 */
final class Citations {

    /** What the document says about its marks. */
    static final String LEGEND =
            "a link to an entry cites the record; ✎ marks a sentence that a person wrote, as are all lists and whys";

    private static final String MARK = "✎ ";
    private static final Pattern SENTENCE_END =
            Pattern.compile("(?<=[.!?])\\s+(?!\\[entry)|(?<=\\[entry \\d{1,18}])\\s+");
    private static final Pattern CITATION = Pattern.compile("\\[entry (\\d{1,18})]");
    private static final Pattern ESCAPED = Pattern.compile("\\\\\\[entry (\\d{1,18})\\\\]");

    private final Set<Long> entries;
    private final String page;

    /** @param page the address of the incident's page */
    Citations(List<TimelineEntry> timeline, String page) {
        this.entries = timeline.stream().map(TimelineEntry::number).collect(Collectors.toSet());
        this.page = page;
    }

    /** A sentence that cites an entry. */
    static String cite(String sentence, TimelineEntry entry) {
        return sentence + " [entry " + entry.number() + "]";
    }

    /** Paragraphs as Markdown, each sentence with its mark. */
    String paragraphs(String text) {
        return text.lines().map(this::line).collect(Collectors.joining("\n")).strip();
    }

    private String line(String line) {
        return line.isBlank()
                ? ""
                : Stream.of(SENTENCE_END.split(line.strip()))
                        .map(this::sentence)
                        .collect(Collectors.joining(" "));
    }

    private String sentence(String sentence) {
        var cites = CITATION.matcher(sentence).results().anyMatch(it -> entries.contains(Long.valueOf(it.group(1))));
        var escaped = Markdown.line(sentence);
        return cites
                ? ESCAPED.matcher(escaped)
                        .replaceAll(it -> entries.contains(Long.valueOf(it.group(1)))
                                ? "[entry " + it.group(1) + "](" + page + "#entry-" + it.group(1) + ")"
                                : Matcher.quoteReplacement(it.group()))
                : MARK + escaped;
    }
}
