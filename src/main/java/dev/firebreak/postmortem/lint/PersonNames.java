package dev.firebreak.postmortem.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of the people of an incident: full names, their parts, and logins. In a text they are found as whole words;
 * a part of a name only with a capital, so that "will" is no Will.
 */
public final class PersonNames {

    /** Shorter parts, such as initials, are words of every text. */
    private static final int SHORTEST = 3;

    private final Map<String, String> roles = new LinkedHashMap<>();
    private final Pattern pattern;

    /**
     * One person.
     *
     * @param role such as {@code the incident commander}, which the published version says instead
     */
    public record Named(String login, String fullName, String role) {}

    /** Where a name belongs to several people, the role of the first one counts. */
    public PersonNames(List<Named> people) {
        for (var person : people) {
            names(person).forEach(name -> roles.putIfAbsent(name, person.role()));
        }
        var alternatives = roles.keySet().stream()
                .sorted(Comparator.comparing(name -> -name.length()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        pattern = roles.isEmpty()
                ? null
                : Pattern.compile("(?<![\\p{L}\\p{N}_])@?(" + alternatives + ")(?![\\p{L}\\p{N}_])");
    }

    private static List<String> names(Named person) {
        var names = new ArrayList<String>();
        names.add(person.fullName());
        names.add(person.login());
        for (var part : person.fullName().strip().split("\\s+")) {
            if (!part.isEmpty() && Character.isUpperCase(part.codePointAt(0))) {
                names.add(part);
            }
        }
        return names.stream().filter(it -> it.length() >= SHORTEST).toList();
    }

    /** The names that the text has. */
    public List<String> in(String text) {
        return pattern == null || text == null
                ? List.of()
                : pattern.matcher(text)
                        .results()
                        .map(it -> it.group(1))
                        .distinct()
                        .toList();
    }

    /** The text with roles instead of names; null stays null. */
    public String redacted(String text) {
        return pattern == null || text == null
                ? text
                : pattern.matcher(text).replaceAll(it -> Matcher.quoteReplacement(roles.get(it.group(1))));
    }
}
