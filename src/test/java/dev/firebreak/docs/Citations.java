package dev.firebreak.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds what a text cites and the repository does not have. A citation is {@code guarantees.md D9}, {@code
 * guarantees.md "Step ledger", D9}, the name of a Markdown document, or {@code ADR 3}; in comments and documents also
 * ids in brackets, such as {@code (D9)}.
 */
record Citations(Set<String> ids, Map<String, Set<String>> sections, Set<Integer> decisions) {

    private static final String ID = "[A-H]\\d{1,3}";
    private static final String REFERENCE = "(?:\"[^\"]+\"|" + ID + "\\b)";
    private static final Pattern CITED =
            Pattern.compile("([\\w-]+\\.md)[,:]? (" + REFERENCE + "(?:(?:, | and | to )" + REFERENCE + ")*)");
    private static final Pattern DOCUMENT = Pattern.compile("(?<![\\w./}-])(?:[\\w./-]*/)?([\\w-]+\\.md)\\b");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\((" + ID + "(?:, " + ID + ")*)\\)");
    private static final Pattern DECISION = Pattern.compile("\\bADR (\\d+)\\b");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern NEXT_LINE_OF_A_COMMENT = Pattern.compile("\\n[ \\t]*(?:\\*(?!/)|//|#|--)?[ \\t]*");

    /** Flyway compares checksums: comments of released migrations keep the names of earlier papers. */
    private static final Pattern OLD_MIGRATION = Pattern.compile("V(?:[1-9]|1[0-2])__\\w+\\.sql");

    static Citations ofTheRepository() {
        var sections = new TreeMap<String, Set<String>>();
        for (var file : Repository.markdown()) {
            sections.computeIfAbsent(file.getFileName().toString(), it -> new HashSet<>())
                    .addAll(headings(Repository.read(file)));
        }
        var decisions = new HashSet<Integer>();
        for (var file : Repository.markdown()) {
            if (file.getParent() != null && file.getParent().endsWith("adr")) {
                decisions.add(Integer.parseInt(file.getFileName().toString().substring(0, 4)));
            }
        }
        return new Citations(GuaranteesPage.read().rows().keySet(), sections, decisions);
    }

    List<String> unresolvedIn(Path file) {
        var name = file.getFileName().toString();
        if (OLD_MIGRATION.matcher(name).matches()) {
            return unresolvedIdsIn(Repository.read(file).replaceAll("faults\\.md", "guarantees.md"));
        }
        var text = Repository.read(file);
        return name.endsWith(".java") ? unresolved(comments(text), true) : unresolved(text, name.endsWith(".md"));
    }

    /** @param brackets whether an id in brackets is a citation here */
    List<String> unresolved(String text, boolean brackets) {
        var joined = NEXT_LINE_OF_A_COMMENT.matcher(text).replaceAll(" ");
        var wrong = new ArrayList<String>(unresolvedIdsIn(text));
        for (var document : DOCUMENT.matcher(joined).results().toList()) {
            if (!sections.containsKey(document.group(1))) {
                wrong.add("no document " + document.group(1));
            }
        }
        for (var decision : DECISION.matcher(joined).results().toList()) {
            if (!decisions.contains(Integer.parseInt(decision.group(1)))) {
                wrong.add("no ADR " + decision.group(1));
            }
        }
        if (brackets) {
            IN_BRACKETS.matcher(joined).results().forEach(it -> wrong.addAll(unknown("guarantees.md", it.group(1))));
        }
        return wrong;
    }

    private List<String> unresolvedIdsIn(String text) {
        var joined = NEXT_LINE_OF_A_COMMENT.matcher(text).replaceAll(" ");
        var wrong = new ArrayList<String>();
        CITED.matcher(joined).results().forEach(it -> wrong.addAll(unknown(it.group(1), it.group(2))));
        return wrong;
    }

    private List<String> unknown(String document, String references) {
        var wrong = new ArrayList<String>();
        for (var reference :
                Pattern.compile(REFERENCE).matcher(references).results().toList()) {
            var word = reference.group();
            if (word.startsWith("\"")) {
                if (!sections.getOrDefault(document, Set.of()).contains(word.replace("\"", ""))) {
                    wrong.add(document + " has no section " + word);
                }
            } else if (document.equals("guarantees.md") && !ids.contains(word)) {
                wrong.add("guarantees.md has no row " + word);
            }
        }
        return wrong;
    }

    /** Relative links of a document that lead to no file, or to no heading and no anchor of it. */
    static List<String> deadLinks(Path document, String text) {
        var wrong = new ArrayList<String>();
        for (var link :
                Pattern.compile("\\]\\(([^)\\s]+)\\)").matcher(text).results().toList()) {
            var target = link.group(1);
            if (target.matches("[a-z]+:.*")) {
                continue;
            }
            var parts = target.split("#", 2);
            var here = document.toAbsolutePath().getParent();
            var file = parts[0].isEmpty() ? document : here.resolve(parts[0]).normalize();
            if (!Files.exists(file)) {
                wrong.add(target);
            } else if (parts.length == 2 && !anchors(Repository.read(file)).contains(parts[1])) {
                wrong.add(target);
            }
        }
        return wrong;
    }

    private static Set<String> anchors(String text) {
        var anchors = new HashSet<String>();
        headings(text)
                .forEach(it -> anchors.add(it.toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-')));
        Pattern.compile("<a id=\"([^\"]+)\">").matcher(text).results().forEach(it -> anchors.add(it.group(1)));
        return anchors;
    }

    private static Set<String> headings(String text) {
        var headings = new HashSet<String>();
        HEADING.matcher(text).results().forEach(it -> headings.add(it.group(1).strip()));
        return headings;
    }

    /** Only these: strings of code may name files that Firebreak makes. */
    private static String comments(String java) {
        var comments = new StringBuilder();
        Pattern.compile("(?s)/\\*.*?\\*/|(?m)(?<=\\s)//[^\\n]*(?:\\n\\s*//[^\\n]*)*")
                .matcher(java)
                .results()
                .forEach(it -> comments.append(it.group()).append("\n\n"));
        return comments.toString();
    }
}
