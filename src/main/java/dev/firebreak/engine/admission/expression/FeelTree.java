package dev.firebreak.engine.admission.expression;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.feel.syntaxtree.Exp;

/**
 * Walks the tree of an expression: only listed constructs and functions, none of which repeats, and a bound on size and
 * work. Sizes are in characters, digits and entries. A value that the text names but does not contain, such as a
 * process variable, counts as {@link #UNKNOWN}. So {@code {a: x + x, b: a + a, …}} has the size that it would have.
 */
final class FeelTree {

    /** The size of the engine's text columns, and so of the largest text in a process variable. */
    static final long UNKNOWN = 4_000;

    static final long MAX_SIZE = 200_000;
    static final long MAX_WORK = 5_000_000;

    /** The input value, which {@code in} replaces under a name that the text may use. No name is empty. */
    private static final String INPUT = "";

    /** Deeper trees could overflow the stack of the thread that evaluates them. */
    private static final int MAX_DEPTH = 100;

    /** Counts visits: {@code between} uses its operand twice, so that a short text can have a very large tree. */
    private static final int MAX_VISITS = 2_000;

    private static final Set<String> LITERALS = Set.of(
            "ConstNull",
            "ConstBool",
            "ConstDate",
            "ConstLocalTime",
            "ConstTime",
            "ConstLocalDateTime",
            "ConstDateTime",
            "ConstYearMonthDuration",
            "ConstDayTimeDuration");

    /** Their values are true, false or null. */
    private static final Set<String> TESTS = Set.of(
            "InputLessThan",
            "InputLessOrEqual",
            "InputGreaterThan",
            "InputGreaterOrEqual",
            "InputEqualTo",
            "InputInRange",
            "AtLeastOne",
            "Not",
            "Equal",
            "LessThan",
            "LessOrEqual",
            "GreaterThan",
            "GreaterOrEqual",
            "Disjunction",
            "Conjunction",
            "InstanceOf",
            "UnaryTestExpression");

    /** Their values are at most as large as all their parts. */
    private static final Set<String> SUMS = Set.of(
            "ConstList",
            "ConstRange",
            "OpenConstRangeBoundary",
            "ClosedConstRangeBoundary",
            "PathExpression",
            "Addition",
            "Subtraction",
            "Multiplication",
            "Division",
            "ArithmeticNegation",
            "If",
            "PositionalFunctionParameters",
            "NamedFunctionParameters");

    private static final Map<String, String> FORBIDDEN = Map.of(
            "For", "may not loop",
            "SomeItem", "may not loop",
            "EveryItem", "may not loop",
            "IterationContext", "may not loop",
            "FunctionDefinition", "may not define a function",
            "JavaFunctionInvocation", "may not call Java",
            "QualifiedFunctionInvocation", "may not call a function of a value",
            "Exponentiation", "may not raise to a power");

    private final long unknown;
    private int visits;
    private long work;
    private String refusal;

    private FeelTree(long unknown) {
        this.unknown = unknown;
    }

    /** @param unknown the size of a value that the text names but does not contain */
    static Verdict of(Exp root, long unknown) {
        var tree = new FeelTree(unknown);
        var size = tree.size(root, Map.of(INPUT, unknown), 0);
        return new Verdict(Optional.ofNullable(tree.refusal), size);
    }

    /**
     * What the walk found.
     *
     * @param size a bound on the value
     */
    record Verdict(Optional<String> refusal, long size) {}

    private long size(Object node, Map<String, Long> names, int depth) {
        if (refusal != null) {
            return 0;
        }
        if (depth > MAX_DEPTH || ++visits > MAX_VISITS) {
            return refuse("has too many parts");
        }
        var size = sizeOf(node, names, depth + 1);
        work += size;
        if (size > MAX_SIZE) {
            return refuse("can grow to more than " + MAX_SIZE + " characters");
        }
        return work > MAX_WORK ? refuse("can take too long") : size;
    }

    private long sizeOf(Object node, Map<String, Long> names, int depth) {
        var kind = node instanceof Product product ? product.productPrefix() : "unknown";
        if (LITERALS.contains(kind)) {
            return 40;
        }
        return switch (kind) {
            case "ConstString", "ConstNumber" ->
                1 + ((Product) node).productElement(0).toString().length();
            case "ConstInputValue" -> names.get(INPUT);
            case "Ref" -> Math.max(names.getOrDefault(firstName((Product) node), unknown), inputOf(names));
            case "In" -> in((Product) node, names, depth);
            case "ConstContext" -> context((Product) node, names, depth);
            case "Filter" -> filter((Product) node, names, depth);
            case "FunctionInvocation" -> function((Product) node, names, depth);
            default ->
                TESTS.contains(kind) || SUMS.contains(kind)
                        ? composed((Product) node, kind, names, depth)
                        : refuse(FORBIDDEN.getOrDefault(kind, "may not use " + kind));
        };
    }

    private long composed(Product node, String kind, Map<String, Long> names, int depth) {
        var sum = 1L;
        for (var part : parts(node)) {
            sum += size(part, names, depth);
        }
        return TESTS.contains(kind) ? 1 : sum;
    }

    /** The right side may name the value of the left side. */
    private long in(Product node, Map<String, Long> names, int depth) {
        var known = new HashMap<>(names);
        known.merge(INPUT, size(node.productElement(0), names, depth), Math::max);
        size(node.productElement(1), known, depth);
        return 1;
    }

    /** The size of what {@code in} put under an unknown name, or 0. */
    private long inputOf(Map<String, Long> names) {
        return names.get(INPUT) > unknown ? names.get(INPUT) : 0;
    }

    /** Each entry may name the entries before it. */
    private long context(Product node, Map<String, Long> names, int depth) {
        var known = new HashMap<>(names);
        var sum = 1L;
        for (var entry : elements(node.productElement(0))) {
            var pair = (Tuple2<?, ?>) entry;
            var size = size(pair._2(), known, depth);
            known.put((String) pair._1(), size);
            sum += size;
        }
        return sum;
    }

    /** Only by position: any other filter is evaluated for each item. */
    private long filter(Product node, Map<String, Long> names, int depth) {
        var position = node.productElement(1);
        if (position instanceof Product part && part.productPrefix().equals("ArithmeticNegation")) {
            position = part.productElement(0);
        }
        return position instanceof Product part && part.productPrefix().equals("ConstNumber")
                ? size(node.productElement(0), names, depth)
                : refuse("may filter a list only by a number");
    }

    private long function(Product node, Map<String, Long> names, int depth) {
        var name = (String) node.productElement(0);
        if (!FeelFunctions.allows(name, parts((Product) node.productElement(1)).size())) {
            return refuse("may not call " + name);
        }
        var arguments = size(node.productElement(1), names, depth);
        // Searching takes the product of both lengths at worst.
        work += FeelFunctions.searches(name) ? arguments * arguments / 1_000 : 0;
        return FeelFunctions.grows(name) ? arguments + 40 : 40;
    }

    private long refuse(String why) {
        refusal = refusal == null ? why : refusal;
        return 0;
    }

    private static String firstName(Product ref) {
        return (String) elements(ref.productElement(0)).get(0);
    }

    /** The expressions directly below a node. */
    private static List<Object> parts(Product node) {
        var parts = new ArrayList<Object>();
        for (var i = 0; i < node.productArity(); i++) {
            var element = node.productElement(i);
            if (element instanceof Iterable<?>) {
                elements(element).forEach(item -> parts.add(item instanceof Tuple2<?, ?> pair ? pair._2() : item));
            } else if (!(element instanceof String)) {
                parts.add(element);
            }
        }
        return parts;
    }

    private static List<Object> elements(Object scala) {
        var all = new ArrayList<Object>();
        for (var items = ((Iterable<?>) scala).iterator(); items.hasNext(); ) {
            all.add(items.next());
        }
        return all;
    }
}
