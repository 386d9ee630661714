package dev.firebreak.lifecycle.engine.decisions;

import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;

/** The engine's own decisions, with {@link RememberedAnswers} before its FEEL. */
public final class Decisions {

    private Decisions() {}

    public static DefaultDmnEngineConfiguration settings() {
        var settings = (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        settings.setFeelEngineFactory(() -> new RememberedAnswers(new ScalaFeelEngineFactory().createInstance()));
        return settings;
    }
}
