package dev.firebreak.engine.models;

import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a modeler bring edited files into force. */
@RestController
class ModelsController {

    private final ModelDeployer deployer;

    ModelsController(ModelDeployer deployer) {
        this.deployer = deployer;
    }

    @PostMapping("/api/models/reload")
    ReloadResult reload(Principal by) {
        return deployer.reload(by.getName());
    }
}
