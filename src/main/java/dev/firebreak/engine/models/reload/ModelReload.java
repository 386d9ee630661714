package dev.firebreak.engine.models.reload;

import org.springframework.stereotype.Component;

/** Reloads the models for a person, and remembers what was refused. */
@Component
public class ModelReload {

    private final ReloadableModels models;
    private final LastReload last;

    public ModelReload(ReloadableModels models, LastReload last) {
        this.models = models;
        this.last = last;
    }

    /**
     * Deploys the edited files.
     *
     * @param by the login of who asks for it
     * @throws ModelsRefused if a file is refused; then nothing changed
     */
    public ReloadResult reload(String by) {
        var result = models.reload(by);
        last.record(result, by);
        if (!result.refused().isEmpty()) {
            throw new ModelsRefused(result);
        }
        return result;
    }
}
