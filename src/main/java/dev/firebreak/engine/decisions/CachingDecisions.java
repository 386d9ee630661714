package dev.firebreak.engine.decisions;

import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;

/** The engine's own decisions, with {@link FeelCache} before its FEEL. */
public final class CachingDecisions {

    private CachingDecisions() {}

    public static DefaultDmnEngineConfiguration settings() {
        var settings = (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        settings.setFeelEngineFactory(() -> new FeelCache(new ScalaFeelEngineFactory().createInstance()));
        return settings;
    }
}
