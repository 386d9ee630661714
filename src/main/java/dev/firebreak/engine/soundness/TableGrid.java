package dev.firebreak.engine.soundness;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The rows of a decision table over the values that its cells tell apart. */
final class TableGrid {

    private static final Set<String> WHOLE = Set.of("integer", "long");
    private static final Set<String> NUMBERS = Set.of("integer", "long", "double", "number");

    /** Steps of the search for a gap; a table of a few thousand cells takes some hundreds. */
    private static final int MAX_STEPS = 5_000;

    /** Bits of all cells together. */
    private static final long MAX_SIZE = 20_000_000;

    private final DmnTable table;
    private final List<List<Cell>> cells;
    private final List<List<Value>> values;
    /** For each row and column, the places of the values that its cell fits. */
    private final List<List<BitSet>> fitting;

    private int steps;

    /** @param closed the only values of an input, by its expression; other inputs may have any value */
    TableGrid(DmnTable table, Map<String, Set<String>> closed) {
        this.table = table;
        this.cells = table.rows().stream()
                .map(row -> row.inputs().stream().map(Cell::of).toList())
                .toList();
        this.values = IntStream.range(0, table.inputs().size())
                .mapToObj(column ->
                        values(column, closed.get(table.inputs().get(column).name())))
                .toList();
        this.fitting = isTooLarge() ? List.of() : fitting();
    }

    /** Whether checking it would take too long. */
    boolean isTooLarge() {
        return values.stream().mapToLong(List::size).sum() * cells.size() > MAX_SIZE;
    }

    private List<List<BitSet>> fitting() {
        var places = values.stream().map(TableGrid::places).toList();
        return cells.stream()
                .map(row -> IntStream.range(0, values.size())
                        .mapToObj(column -> fitting(row.get(column), values.get(column), places.get(column)))
                        .toList())
                .toList();
    }

    private static Map<Value, Integer> places(List<Value> values) {
        var places = new HashMap<Value, Integer>();
        values.forEach(value -> places.put(value, places.size()));
        return places;
    }

    private static BitSet fitting(Cell cell, List<Value> values, Map<Value, Integer> places) {
        var fits = new BitSet(values.size());
        var literals = cell.literals();
        if (cell.kind() == Cell.Kind.ONE_OF && literals.isPresent()) {
            literals.get().map(places::get).filter(place -> place != null).forEach(fits::set);
            return fits;
        }
        for (var i = 0; i < values.size(); i++) {
            fits.set(i, cell.fits(values.get(i)));
        }
        return fits;
    }

    /** Whether there is a cell for each column. */
    static boolean isRegular(DmnTable table) {
        return table.rows().stream()
                .allMatch(row -> row.inputs().size() == table.inputs().size()
                        && row.outputs().size() == table.outputs().size());
    }

    private List<Value> values(int column, Set<String> closed) {
        var type = table.inputs().get(column).type().toLowerCase(java.util.Locale.ROOT);
        var edges = new LinkedHashSet<Value>();
        cells.forEach(row -> row.get(column).edges().forEach(edges::add));
        if (type.equals("boolean")) {
            return List.of(new Value.Flag(true), new Value.Flag(false));
        }
        if (closed != null) {
            return closed.stream().map(word -> (Value) new Value.Word(word)).toList();
        }
        var all = new ArrayList<Value>(edges);
        var numbers = numbers(edges);
        if (NUMBERS.contains(type) || !numbers.isEmpty()) {
            all.addAll(between(numbers, WHOLE.contains(type)));
        }
        if (!NUMBERS.contains(type)) {
            all.add(new Value.Other());
        }
        return all;
    }

    private static TreeSet<BigDecimal> numbers(Set<Value> edges) {
        var numbers = new TreeSet<BigDecimal>();
        edges.forEach(edge -> {
            if (edge instanceof Value.Number number) {
                numbers.add(number.value());
            }
        });
        return numbers;
    }

    private static List<Value> between(TreeSet<BigDecimal> numbers, boolean isWhole) {
        var gaps = new ArrayList<Value>();
        BigDecimal low = null;
        for (var high : numbers) {
            var isEmpty = isWhole && low != null && high.subtract(low).compareTo(BigDecimal.ONE) <= 0;
            if (!isEmpty) {
                gaps.add(new Value.Between(low, high));
            }
            low = high;
        }
        gaps.add(new Value.Between(low, null));
        return gaps;
    }

    /** Inputs that fit both rows; empty if no inputs do, or if that can't be seen. */
    Optional<String> common(int one, int other) {
        var shared = new ArrayList<Value>();
        for (var column = 0; column < values.size(); column++) {
            var both = fitting.get(one).get(column);
            if (!both.intersects(fitting.get(other).get(column))) {
                return Optional.empty();
            }
            both = (BitSet) both.clone();
            both.and(fitting.get(other).get(column));
            shared.add(values.get(column).get(both.nextSetBit(0)));
        }
        return Optional.of(inWords(shared));
    }

    /** Inputs that no row fits; empty if each fits one. */
    Optional<String> gap() {
        steps = 0;
        var all = IntStream.range(0, cells.size()).boxed().toList();
        return gap(all, new ArrayList<>());
    }

    private Optional<String> gap(List<Integer> rows, List<Value> path) {
        if (rows.isEmpty()) {
            return Optional.of(inWords(path));
        }
        if (++steps > MAX_STEPS) {
            return Optional.of("some inputs, as far as can be seen");
        }
        if (rows.stream().anyMatch(row -> fitsTheRest(row, path.size()))) {
            return Optional.empty();
        }
        for (var choice : choices(rows, path.size()).entrySet()) {
            path.add(choice.getValue());
            var found = gap(choice.getKey(), path);
            path.remove(path.size() - 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean fitsTheRest(int row, int column) {
        return cells.get(row).subList(column, values.size()).stream().allMatch(cell -> cell.kind() == Cell.Kind.ANY);
    }

    /** One value for each different set of rows that stays; the smallest set first. */
    private Map<List<Integer>, Value> choices(List<Integer> rows, int column) {
        var choices = new LinkedHashMap<List<Integer>, Value>();
        for (var i = 0; i < values.get(column).size(); i++) {
            var place = i;
            var left = rows.stream()
                    .filter(row -> fitting.get(row).get(column).get(place))
                    .toList();
            choices.putIfAbsent(left, values.get(column).get(i));
        }
        var sorted = new LinkedHashMap<List<Integer>, Value>();
        choices.entrySet().stream()
                .sorted(java.util.Comparator.comparing(choice -> choice.getKey().size()))
                .forEach(choice -> sorted.put(choice.getKey(), choice.getValue()));
        return sorted;
    }

    private String inWords(List<Value> path) {
        var words = new ArrayList<String>();
        for (var column = 0; column < path.size(); column++) {
            words.add(table.inputs().get(column).name() + " = " + path.get(column));
        }
        return words.isEmpty() ? "any input" : String.join(", ", words);
    }
}
