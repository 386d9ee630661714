package dev.firebreak.lifecycle.timebox;

import dev.firebreak.lifecycle.LifecycleSettings;
import java.time.Duration;
import java.util.function.Function;

/** A box of time of the first half hour, and the result that it ends with (guarantees.md A047, A048, A049). */
public enum TimeBox {
    ASSESSMENT("Assess and triage", "no commander has confirmed the severity", LifecycleSettings::assess),
    ROLES("Name who leads", "there is no technical lead or no communications lead", LifecycleSettings::inform),
    COMMUNICATION("Inform stakeholders", "nobody has given stakeholders an update", LifecycleSettings::inform),
    STABILISATION("Stabilise", "nothing is stabilised yet", LifecycleSettings::stabilise);

    private final String label;
    private final String missing;
    private final Function<LifecycleSettings, Duration> length;

    TimeBox(String label, String missing, Function<LifecycleSettings, Duration> length) {
        this.label = label;
        this.missing = missing;
        this.length = length;
    }

    /** What people do in it. */
    public String label() {
        return label;
    }

    /** What is not there yet, as the rest of a sentence. */
    public String missing() {
        return missing;
    }

    /** How long after the opening of the incident it ends. */
    Duration end(LifecycleSettings settings) {
        return length.apply(settings);
    }
}
