package dev.firebreak.engine.admission.expression;

import java.util.Optional;
import org.camunda.feel.impl.parser.FeelParser;

/**
 * Admits FEEL of decisions (guarantees.md H5). The same parser reads it here and when a decision is evaluated, so that
 * no quote or comment hides anything.
 *
 * @param refusal why the text is refused; empty if it is admitted
 * @param size a bound on the size of its value, in characters, digits and entries; 0 if refused
 * @param cost of parsing the text, in characters read, at worst; 0 if refused
 */
public record FeelAdmission(Optional<String> refusal, long size, long cost) {

    /** The size of a value that a text names but does not contain: that of the engine's text columns. */
    public static final long UNKNOWN = FeelTree.UNKNOWN;

    /**
     * Checks the text of an output entry, an input expression or a literal expression.
     *
     * @param unknown the largest size of a value that the text may name
     */
    public static FeelAdmission expression(String text, long unknown) {
        return check(text, false, unknown);
    }

    /** Checks the text of an input entry: unary tests such as {@code "a", "b"} or {@code >= 3}. */
    public static FeelAdmission unaryTests(String text, long unknown) {
        return check(text, true, unknown);
    }

    private static FeelAdmission check(String text, boolean tests, long unknown) {
        var cost = FeelText.of(text);
        if (cost.refusal().isPresent()) {
            return refused(cost.refusal().get());
        }
        try {
            var parsed = tests ? FeelParser.parseUnaryTests(text) : FeelParser.parseExpression(text);
            if (!parsed.isSuccess()) {
                return refused("can't be read as FEEL");
            }
            var verdict = FeelTree.of(parsed.get().value(), unknown);
            return new FeelAdmission(verdict.refusal(), verdict.size(), cost.readings());
        } catch (StackOverflowError | ArithmeticException | NumberFormatException e) {
            return refused("can't be read as FEEL");
        }
    }

    private static FeelAdmission refused(String why) {
        return new FeelAdmission(Optional.of(why), 0, 0);
    }
}
