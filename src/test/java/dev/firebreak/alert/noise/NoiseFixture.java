package dev.firebreak.alert.noise;

import dev.firebreak.alert.noise.SourceNoiseSettings.Noise;
import dev.firebreak.alert.noise.SourceNoiseSettings.Source;
import java.util.List;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;

/** Noise rules of test sources: only {@link #STORMY} has a storm limit. */
public final class NoiseFixture {

    public static final String STORMY = "stormy";
    public static final int LIMIT = 5;

    /** Its alerts are never symptoms. */
    public static final String UNINHIBITED = "uninhibited";

    /** Groups its alerts by name and service. */
    public static final String LABELLED = "labelled";

    private NoiseFixture() {}

    public static void in(GenericApplicationContext beans) {
        beans.registerBean(SourceNoiseSettings.class, NoiseFixture::settings);
    }

    private static SourceNoiseSettings settings() {
        return new SourceNoiseSettings(
                new Noise(0, null, null, null),
                Map.of(
                        STORMY,
                        new Source(new Noise(LIMIT, null, null, null)),
                        UNINHIBITED,
                        new Source(new Noise(null, null, false, null)),
                        LABELLED,
                        new Source(new Noise(null, List.of("alertname", "service"), false, null))));
    }
}
