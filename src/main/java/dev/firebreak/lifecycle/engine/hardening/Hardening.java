package dev.firebreak.lifecycle.engine.hardening;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ListableBeanFactory;

/** Closes in the engine what a model could use to run code (security.md 1, layer 2). Not to be switched off. */
public final class Hardening {

    private Hardening() {}

    public static void apply(ProcessEngineConfigurationImpl engine, ListableBeanFactory beans) {
        var delegates = new DelegateBeans(beans);
        engine.setBeans(delegates);
        engine.setExpressionManager(new SafeExpressions(delegates));
        engine.setScriptEngineResolver(new NoScripts());
        engine.setArtifactFactory(new NoClasses());
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setEnableScriptEngineLoadExternalResources(false);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
        engine.setEnableXxeProcessing(false);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setCmmnEnabled(false);
        var listeners = engine.getCustomPostBPMNParseListeners();
        engine.setCustomPostBPMNParseListeners(listeners == null ? new ArrayList<>() : listeners);
        engine.getCustomPostBPMNParseListeners().add(new KnownBehavioursOnly());
    }
}
