package dev.firebreak.engine.models.reload;

/** The models of the jar and of {@code firebreak.models-dir}. */
public interface ReloadableModels {

    /**
     * Deploys the edited files of the folder. A refused file changes nothing.
     *
     * @param person the login of the person who asked for it, for the audit
     */
    ReloadResult reload(String person);
}
