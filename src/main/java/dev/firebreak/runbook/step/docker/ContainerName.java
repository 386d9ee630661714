package dev.firebreak.runbook.step.docker;

import dev.firebreak.catalog.Target;
import java.util.regex.Pattern;

/** A container's name as Docker allows it, in full. */
record ContainerName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}");

    ContainerName {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a container's name: letters, digits, _ . - only");
        }
    }

    /** Only what the catalogue names may be acted on, so a step can't name a container itself. */
    static ContainerName of(Target target) {
        return new ContainerName(target.setting("container"));
    }

    @Override
    public String toString() {
        return value;
    }
}
