package dev.firebreak.engine.hardening;

import org.camunda.bpm.engine.ArtifactFactory;
import org.camunda.bpm.engine.ProcessEngineException;

/** Refuses to instantiate classes that a model names. */
class NoClasses implements ArtifactFactory {

    @Override
    public <T> T getArtifact(Class<T> named) {
        throw new ProcessEngineException("a model can't name a class: " + named.getName());
    }
}
