package dev.firebreak.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.audit.check.AuditCheck;
import dev.firebreak.access.audit.merkle.NodeHash;
import dev.firebreak.text.Hash;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand random changes by somebody who owns all tables, knows this code and makes every hash fit, but does not
 * have the anchors.
 */
@Tag("H15")
class TamperingTests {

    private static final int TRIES = 1_000;

    private record Row(String chain, String entry) {}

    private static List<String> export;
    private static List<String> anchors;

    @BeforeAll
    static void anAuditWithAnchors(@TempDir Path data) throws Exception {
        var random = new Random(1);
        try (var node = new AuditFixture(data)) {
            for (var n = 0; n < 80; n++) {
                var chain = random.nextInt(4) == 0 ? "system" : "INC-20261122-071630-00" + random.nextInt(4);
                node.audit().record(chain, "carla", "step.approved", Map.of("plan", "plan " + n));
                if (random.nextInt(7) == 0) {
                    node.clock.passes(Duration.ofMinutes(3));
                    node.advance();
                    node.anchoring().anchor();
                }
            }
            node.advance();
            node.anchoring().anchor();
            export = node.export();
            anchors = Files.readAllLines(data.resolve("audit-anchors"));
        }
    }

    @Test
    void theAuditItselfIsIntact() {
        assertThat(export).hasSize(80);
        assertThat(anchors).hasSizeGreaterThan(5);
        assertThat(findings(export)).isEmpty();
        assertThat(findings(sealed(rows()))).as("sealing again changes nothing").isEmpty();
    }

    @Test
    void aThousandRandomChangesAreFoundAndNamed() {
        for (var seed = 0; seed < TRIES; seed++) {
            var random = new Random(seed);
            var rows = rows();
            var expected = change(rows, random);

            var findings = findings(sealed(rows));

            assertThat(findings).as("change %d", seed).isNotEmpty();
            assertThat(String.join("\n", findings)).as("change %d", seed).contains(expected);
        }
    }

    @Test
    void aChangeWithoutNewHashesIsNamedToo() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var lines = new ArrayList<>(export);
            var at = random.nextInt(lines.size());
            var field = lines.get(at).split(" ", 5);
            var changed = random.nextBoolean()
                    ? lines.get(at).replace("carla", "conny")
                    : lines.get(at).replace(field[3], Hash.sha256("x" + seed));
            lines.set(at, changed);

            assertThat(findings(lines).get(0)).startsWith("chain " + field[1] + ", row " + field[2] + " was changed");
        }
    }

    @Test
    @Tag("H29")
    void changesOfAnExportWithWithheldRowsAreFoundToo() {
        var reader = withheld(export);
        assertThat(reader).filteredOn(line -> line.contains(" withheld ")).hasSizeBetween(5, 70);
        assertThat(findings(reader)).isEmpty();

        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var rows = rows();
            change(rows, random);

            assertThat(findings(withheld(sealed(rows)))).as("change %d", seed).isNotEmpty();

            var cut = new ArrayList<>(reader);
            cut.remove(random.nextInt(cut.size()));
            assertThat(findings(cut)).as("line left out %d", seed).isNotEmpty();
        }
    }

    @Test
    @Tag("H29")
    void aRowMayLackOnlyWhereRowsWereWithheld() {
        var check = new AuditCheck(List.of());
        check.row(sealed(rows("a", "a")).get(0));
        check.row("1 a 3 " + Hash.sha256("x") + " {\"chain\":\"a\",\"number\":3}");
        assertThat(check.findings()).containsExactly("chain a, row 2 is missing or moved");

        var withheld = new AuditCheck(List.of());
        withheld.row(sealed(rows("a", "a")).get(0));
        withheld.row("1 withheld " + Hash.sha256("a row"));
        withheld.row("2 a 3 " + Hash.sha256("x") + " {\"chain\":\"a\",\"number\":3}");
        withheld.row("3 a 5 " + Hash.sha256("y") + " {\"chain\":\"a\",\"number\":5}");
        assertThat(withheld.findings()).containsExactly("chain a, row 4 is missing or moved");
    }

    @Test
    void theVerifierRunsOfflineWithAnExportAndTheAnchors(@TempDir Path folder) throws Exception {
        var rows = Files.write(folder.resolve("export"), export);
        var anchored = Files.write(folder.resolve("anchors"), anchors);
        var head = anchors.get(anchors.size() - 1).split(" ");

        assertThat(offline(rows, anchored)).startsWith("0: Intact: 80 rows, ");
        assertThat(offline(rows, anchored, head[2], head[3])).startsWith("0: Intact");
        assertThat(offline(rows, anchored, "80", "0".repeat(64)))
                .startsWith("1: the given head has another root for 80 rows");
        assertThat(offline(Files.write(folder.resolve("cut"), export.subList(0, 79)), anchored))
                .startsWith("1: the log ends at 79 rows");
        assertThat(offline(rows)).startsWith("2: arguments: EXPORT ANCHORS");
    }

    @Test
    void theVerifierNeedsNothingButTheJdk() throws Exception {
        var imports =
                Files.readAllLines(Path.of("src/main/java/dev/firebreak/access/audit/check/AuditCheck.java")).stream()
                        .filter(line -> line.startsWith("import "))
                        .toList();

        assertThat(imports).isNotEmpty().allMatch(line -> line.startsWith("import java."));
    }

    private static String offline(Object... arguments) throws Exception {
        var out = new ByteArrayOutputStream();
        var words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        var code = AuditCheck.run(words, new PrintStream(out));
        return code + ": " + out;
    }

    /** Changes the rows and answers what the verifier has to say. */
    private static String change(List<Row> rows, Random random) {
        var at = random.nextInt(rows.size());
        var other = (at + 1 + random.nextInt(rows.size() - 1)) % rows.size();
        var row = rows.get(at);
        switch (random.nextInt(7)) {
            case 0 -> { // another person
                rows.set(at, new Row(row.chain(), row.entry().replace("carla", "conny")));
                return name(rows, at) + " was changed or replaced";
            }
            case 1 -> { // one row less
                rows.remove(at);
                return "the log ends at 79 rows";
            }
            case 2 -> { // the end
                rows.subList(at, rows.size()).clear();
                return "the log ends at " + at + " rows";
            }
            case 3 -> { // a whole chain
                rows.removeIf(it -> it.chain().equals(row.chain()));
                return "rows at the end are missing";
            }
            case 4 -> { // two rows
                rows.set(at, rows.get(other));
                rows.set(other, row);
                return "was changed or replaced";
            }
            case 5 -> { // a row more
                rows.add(at, new Row(row.chain(), row.entry().replace("approved", "declined")));
                return name(rows, at) + " was changed or replaced";
            }
            default -> { // another incident
                rows.replaceAll(
                        it -> it.chain().equals(row.chain()) ? new Row("INC-20261122-071630-777", it.entry()) : it);
                return "chain INC-20261122-071630-777, row 1 was changed or replaced";
            }
        }
    }

    private static List<Row> rows(String... chains) {
        return Stream.of(chains)
                .map(chain -> new Row(chain, "{\"chain\":\"" + chain + "\",\"number\":0}"))
                .toList();
    }

    /** The export for a reader who sees neither one incident nor the rows about plans with a 5 in front. */
    private static List<String> withheld(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" ", 5))
                .map(field -> field[1].endsWith("-001") || field[4].contains("plan 5")
                        ? field[0] + " withheld " + NodeHash.leaf(field[4]).hex()
                        : String.join(" ", field))
                .toList();
    }

    private static String name(List<Row> rows, int at) {
        var chain = rows.get(at).chain();
        var number = rows.subList(0, at + 1).stream()
                .filter(row -> row.chain().equals(chain))
                .count();
        return "chain " + chain + ", row " + number;
    }

    private static List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var line : export) {
            var field = line.split(" ", 5);
            rows.add(new Row(field[1], field[4]));
        }
        return rows;
    }

    /** The rows as an export whose numbers, positions and chain hashes all fit. */
    private static List<String> sealed(List<Row> rows) {
        var numbers = new HashMap<String, Integer>();
        var hashes = new HashMap<String, String>();
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var number = numbers.merge(row.chain(), 1, Integer::sum);
            var entry = row.entry()
                    .replaceFirst("\"number\":\\d+\\}$", "\"number\":" + number + "}")
                    .replaceFirst("\"chain\":\"[^\"]+\"", "\"chain\":\"" + row.chain() + "\"");
            var hash = Hash.sha256(hashes.getOrDefault(row.chain(), "0".repeat(64)) + entry);
            hashes.put(row.chain(), hash);
            lines.add(lines.size() + " " + row.chain() + " " + number + " " + hash + " " + entry);
        }
        return lines;
    }

    private static List<String> findings(List<String> lines) {
        var check = new AuditCheck(anchors);
        lines.forEach(check::row);
        return check.findings();
    }
}
