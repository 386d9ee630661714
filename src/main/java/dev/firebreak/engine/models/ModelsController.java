package dev.firebreak.engine.models;

import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a modeler deploy edited files without a restart. */
@RestController
class ModelsController {

    private final ModelDeployer deployer;

    ModelsController(ModelDeployer deployer) {
        this.deployer = deployer;
    }

    @PostMapping("/api/models/reload")
    ReloadResult reload(Principal by) {
        var result = deployer.reload(by.getName());
        if (!result.refused().isEmpty()) {
            throw new ReloadRefused(result);
        }
        return result;
    }
}
