package dev.firebreak.engine.decisions;

import java.time.Duration;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;

/** A DMN engine without a process engine, with the application's {@link FeelCache} in front of its FEEL engine. */
public final class CachedDecisions {

    private CachedDecisions() {}

    public static DmnEngine engine() {
        var settings = new DefaultDmnEngineConfiguration();
        var watch =
                new EvaluationWatch(Duration.ofMinutes(1), Long.MAX_VALUE); // watches nothing: no decision is guarded
        settings.setFeelEngineFactory(() -> new FeelCache(new ScalaFeelEngineFactory().createInstance(), watch));
        return settings.buildEngine();
    }
}
