package dev.firebreak.engine.models;

import dev.firebreak.engine.models.reload.ModelReload;
import dev.firebreak.engine.models.reload.ReloadResult;
import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a modeler deploy edited files without a restart. */
@RestController
class ModelsController {

    private final ModelReload models;

    ModelsController(ModelReload models) {
        this.models = models;
    }

    @PostMapping("/api/models/reload")
    ReloadResult reload(Principal by) {
        return models.reload(by.getName());
    }
}
