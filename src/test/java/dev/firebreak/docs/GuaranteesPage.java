package dev.firebreak.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code src/docs/guarantees.md} as data.
 *
 * @param rows the tests that the row of a fault or a capability names, by its id
 * @param tests every test that the page names
 */
record GuaranteesPage(Map<String, Set<String>> rows, Set<String> tests) {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| <a id=\"([a-z]\\d+)\"></a>([A-Z]\\d+) \\|.*$");
    private static final Pattern CELL_WITH_TESTS = Pattern.compile("(?m)^\\|.*\\| ([^|]*) \\|$");
    private static final Pattern LINE_WITH_TESTS = Pattern.compile("\\bTests: ([^\\n]*)");
    /** The shared classes are nested in one that ends in LabTests. */
    private static final Pattern TEST =
            Pattern.compile("`([A-Z]\\w*(?:Tests|OnPostgres|OnMosaic|InChromium|Runbooks?)(?:#\\w+)?)`");

    static GuaranteesPage read() {
        return of(Repository.read(Repository.DOCS.resolve("guarantees.md")));
    }

    static GuaranteesPage of(String page) {
        var rows = new LinkedHashMap<String, Set<String>>();
        for (var row : ROW.matcher(page).results().toList()) {
            if (!row.group(1).equalsIgnoreCase(row.group(2)) || rows.containsKey(row.group(2))) {
                throw new IllegalStateException("anchor and id differ, or the id is there twice: " + row.group());
            }
            rows.put(row.group(2), lastCell(row.group()));
        }
        var tests = new TreeSet<String>();
        Stream.of(CELL_WITH_TESTS, LINE_WITH_TESTS)
                .flatMap(it -> it.matcher(page).results())
                .forEach(it -> tests.addAll(names(it.group(1))));
        return new GuaranteesPage(rows, tests);
    }

    /** Without methods. */
    Set<String> classesOf(String id) {
        var classes = new TreeSet<String>();
        rows.getOrDefault(id, Set.of()).forEach(it -> classes.add(it.replaceFirst("#.*", "")));
        return classes;
    }

    private static Set<String> lastCell(String row) {
        var cells = List.of(row.split(" \\| "));
        return names(cells.get(cells.size() - 1));
    }

    private static Set<String> names(String text) {
        var names = new TreeSet<String>();
        TEST.matcher(text).results().forEach(it -> names.add(it.group(1)));
        return names;
    }
}
