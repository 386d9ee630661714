package dev.firebreak.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.text.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/**
 * The forms in which people decide about steps. Only the bytes that Firebreak ships may have these ids, because a form
 * decides what a person sees and what a choice means (guarantees.md "Forms").
 */
public final class FixedForms {

    /** A commander approves or declines a planned step. */
    public static final String APPROVE_STEP = "approve-step";

    /** A commander settles a step whose outcome is unknown. */
    public static final String SETTLE_OUTCOME = "settle-outcome";

    private record Shipped(String sha256, Set<String> fields) {}

    private static final Map<String, Shipped> FORMS = Set.of(APPROVE_STEP, SETTLE_OUTCOME).stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), FixedForms::shipped));

    private FixedForms() {}

    public static boolean isFixed(String form) {
        return FORMS.containsKey(form);
    }

    /** The SHA-256 of the form that Firebreak ships. */
    public static String sha256(String form) {
        return FORMS.get(form).sha256();
    }

    /** The keys of the fields that a person fills in. */
    public static Set<String> fields(String form) {
        return FORMS.get(form).fields();
    }

    private static Shipped shipped(String form) {
        try {
            var content = new ClassPathResource("forms/" + form + ".form").getContentAsByteArray();
            var fields = new HashSet<String>();
            new ObjectMapper()
                    .readTree(content)
                    .path("components")
                    .forEach(component -> fields.add(component.path("key").asText()));
            fields.remove("");
            return new Shipped(Hash.sha256(content), Set.copyOf(fields));
        } catch (IOException e) {
            throw new UncheckedIOException("this build has no form " + form, e);
        }
    }
}
