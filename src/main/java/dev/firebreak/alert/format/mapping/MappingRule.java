package dev.firebreak.alert.format.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One row of the table of a mapping.
 *
 * @param when the values of which one has to stand at each pointer, compared as text; without any the rule always fits
 * @param set the fields of the alert that this rule decides, unless a rule above it did
 */
record MappingRule(Map<JsonPointer, List<String>> when, Map<String, String> set) {

    /** @param text what stands at a pointer, or null */
    boolean fits(Function<JsonPointer, String> text) {
        return when.entrySet().stream().allMatch(one -> one.getValue().contains(text.apply(one.getKey())));
    }
}
