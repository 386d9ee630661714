package dev.firebreak.engine.decisions;

import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;

/** Settings of the engine's DMN engine, with a {@link FeelCache} in front of its FEEL engine. */
public final class CachingDecisions {

    private CachingDecisions() {}

    public static DefaultDmnEngineConfiguration settings() {
        var settings = (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        settings.setFeelEngineFactory(() -> new FeelCache(new ScalaFeelEngineFactory().createInstance()));
        return settings;
    }
}
