package dev.firebreak.runbook.step.docker.engine;

import dev.firebreak.catalog.SettingMissing;
import dev.firebreak.catalog.Target;
import java.util.regex.Pattern;

/** A full container name, in the format that Docker allows. */
public record ContainerName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}");

    public ContainerName {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a container name: only letters, digits, _ . - are allowed");
        }
    }

    /** The container of a target. It comes only from the catalogue, so no step parameter can name a container. */
    public static ContainerName of(Target target) {
        try {
            return new ContainerName(target.setting("container"));
        } catch (IllegalArgumentException e) {
            throw new SettingMissing("settings.container of target " + target.name() + " in the catalogue is "
                    + e.getMessage() + ". Correct it.");
        }
    }

    /** That the engine has no such container, as a sentence without its point. */
    public String absent() {
        return "There is no container " + value + " on the Docker Engine";
    }

    @Override
    public String toString() {
        return value;
    }
}
